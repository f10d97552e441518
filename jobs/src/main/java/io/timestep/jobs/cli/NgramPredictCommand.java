package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.query.NgramModelSource;
import io.timestep.jobs.ngram.query.NgramPredictJob;
import io.timestep.jobs.ngram.query.NgramPredictResult;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep ngram predict}. */
@Command(
    name = "predict",
    description = "Shows which words an N-gram model expects next. Needs no cluster.",
    customSynopsis = "timestep ngram predict --model DIR|ARPA --context TEXT [OPTION...]",
    footer = {
      "",
      "The context may stand anywhere in a sentence; begin it with <s> where a sentence begins.",
      "Where </s> is foretold, the sentence ends.",
      "",
      "Example:",
      "  timestep ngram predict --model runs/trigrams --context \"once upon a\" --top 5",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramPredictCommand extends NgramModelCommand {
  @Option(names = "--model", paramLabel = "DIR|ARPA", description = MODEL_HELP)
  String model;

  @Option(
      names = "--context",
      paramLabel = "TEXT",
      description = "The words before; empty: what comes after any word. Required.")
  String context;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "10",
      description = "How many words, at least 1; by default 10.")
  int top;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all("text.tokenizer", "text.lower-case");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--model", model)
        .require("--context", context == null ? List.of() : List.of("may be empty"))
        .atLeast("--top", top, 1);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    NgramModelSource source = NgramModelSource.find(session.store(), model);
    warnOfScores(source);
    NgramPredictResult result =
        NgramPredictJob.run(
            session.hadoopConfiguration(), source, text(settings, List.of(source)), context, top);
    warnOfUnknown(result.unknown());
    return new Outcome(result, table(result).toString());
  }

  private static TextTable table(NgramPredictResult result) {
    TextTable table = new TextTable();
    for (NgramPredictResult.Next next : result.predictions()) {
      String value =
          String.format(
              Locale.ROOT, "%.4f  by a %d-gram", Math.pow(10, next.log10Prob()), next.order());
      table.row(next.word(), value);
    }
    return table;
  }
}
