package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.evaluate.GenerateResult;
import io.timestep.jobs.ngram.query.NgramGenerateJob;
import io.timestep.jobs.ngram.query.NgramModelSource;
import io.timestep.text.TextConfig;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep ngram generate}. */
@Command(
    name = "generate",
    description = "Draws text from an N-gram model. Needs no cluster.",
    customSynopsis = "timestep ngram generate --model DIR|ARPA --prompt TEXT [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep ngram generate --model runs/trigrams --prompt \"a small\" --tokens 20 --seed 7",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramGenerateCommand extends NgramModelCommand {
  @Option(names = "--model", paramLabel = "DIR|ARPA", description = MODEL_HELP)
  String model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "How the sentence begins; without it, as sentences do.")
  String prompt = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes the result into a folder too, for report.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all(
        "generate.tokens",
        "generate.temperature",
        "generate.top-k",
        "generate.top-p",
        "generate.seed",
        "text.tokenizer",
        "text.lower-case");
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--model", model).apart(model == null ? List.of() : List.of(model), output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    NgramModelSource source = NgramModelSource.find(session.store(), model);
    TextConfig text = text(settings, List.of(source));
    warnOfScores(source);
    Function<String, GenerateResult> work =
        folder ->
            new GenerateResult(
                List.of(
                    NgramGenerateJob.run(
                        session.hadoopConfiguration(), source, text, prompt, settings.generate())));
    GenerateResult result =
        output == null
            ? work.apply("")
            : OutputFolder.write(session.store(), output, Kind.TEXT, common.existing(), work);
    GenerateResult.Sample sample = result.samples().get(0);
    warnOfUnknown(sample.unknown());
    return new Outcome(sample, sample.text());
  }
}
