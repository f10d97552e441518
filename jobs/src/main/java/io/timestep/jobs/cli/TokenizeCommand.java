package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.TokenizeJob;
import io.timestep.jobs.corpus.TokenizeResult;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep tokenize}. */
@Command(
    name = "tokenize",
    description = "Makes a vocabulary and encoded sequences, split into train, valid and test.",
    customSynopsis = "timestep tokenize --input PATH... --output DIR [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep tokenize --input wordnet.txt --output runs/tokens --tokenizer word --lower-case",
      "",
      JobCommand.EXIT_CODES
    })
final class TokenizeCommand extends JobCommand {
  @Mixin InputOptions input;

  @Option(names = "--output", paramLabel = "DIR", description = "The folder to make. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all(
        "text.tokenizer",
        "text.char-unit",
        "text.normalization",
        "text.lower-case",
        "vocab.max-size",
        "vocab.min-count",
        "sequence.valid-fraction",
        "sequence.test-fraction",
        "sequence.split-seed");
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--input", input.paths).require("--output", output).apart(input.paths, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    JobContext context = session.job();
    TokenizeResult result =
        OutputFolder.write(
            context.store(),
            output,
            Kind.SEQUENCES,
            common.existing(),
            folder ->
                TokenizeJob.run(
                    context,
                    input.corpus(),
                    settings.text(),
                    settings.vocab(),
                    settings.sequence(),
                    folder));
    return new Outcome(result, table(result).row("written to", output).toString());
  }

  private static TextTable table(TokenizeResult result) {
    TextTable table =
        new TextTable()
            .row("sentences", result.sentences())
            .row("tokens", result.tokens())
            .row("vocabulary", result.vocabularySize())
            .row("unknown words", TextTable.percent(result.oovRate()));
    result.splits().forEach((name, split) -> table.row("tokens in " + name, split.tokens()));
    return table.row("tokens/s", Math.round(result.tokensPerSecond()));
  }
}
