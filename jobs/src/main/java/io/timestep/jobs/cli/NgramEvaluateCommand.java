package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.query.NgramEvaluateJob;
import io.timestep.jobs.ngram.query.NgramEvaluateResult;
import io.timestep.jobs.ngram.query.NgramModelSource;
import io.timestep.text.TextConfig;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep ngram evaluate}. */
@Command(
    name = "evaluate",
    description = "Scores a text with an N-gram model, on the cluster.",
    customSynopsis = "timestep ngram evaluate --model DIR|ARPA --input PATH... [OPTION...]",
    footer = {
      "",
      "A line is a sentence; its end is foretold like a word. Words that the model lacks, and those",
      "spelled <s>, </s> or <unk>, are foretold as <unk>; the perplexity is also given without them.",
      "",
      "Example:",
      "  timestep ngram evaluate --model runs/trigrams --input test.txt",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramEvaluateCommand extends NgramModelCommand {
  @Option(names = "--model", paramLabel = "DIR|ARPA", description = MODEL_HELP)
  String model;

  @Mixin InputOptions input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes the result into a folder too.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all("text.tokenizer", "text.lower-case");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--model", model)
        .require("--input", input.paths)
        .apart(input.paths, output)
        .apart(model == null ? List.of() : List.of(model), output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    NgramModelSource source = NgramModelSource.find(session.store(), model);
    TextConfig text = text(settings, List.of(source));
    warnOfScores(source);
    JobContext context = session.job();
    Function<String, NgramEvaluateResult> work =
        folder -> NgramEvaluateJob.run(context, source, input.corpus(), text);
    NgramEvaluateResult result =
        output == null
            ? work.apply("")
            : OutputFolder.write(context.store(), output, Kind.EVALUATION, common.existing(), work);
    return new Outcome(result, table(result).toString());
  }

  private static TextTable table(NgramEvaluateResult result) {
    TextTable table =
        new TextTable()
            .row("sentences", result.sentences())
            .row("tokens", result.tokens())
            .row("unknown words", TextTable.percent((double) result.oov() / result.tokens()));
    if (result.impossible() > 0) {
      table.row("tokens of probability 0", result.impossible());
    }
    row(table, "log10 probability", result.log10Prob());
    row(table, "perplexity", result.perplexity());
    row(table, "  without unknown words", result.perplexityExcludingOov());
    return table
        .row("tokens/s", Math.round(result.tokensPerSecond()))
        .row("  of a core, scoring", Math.round(result.tokensPerSecondPerCore()));
  }

  private static void row(TextTable table, String label, Double value) {
    if (value == null) {
      table.row(label, "none: a token has probability 0");
    } else {
      table.row(label, value.doubleValue());
    }
  }
}
