package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.query.NgramModelSource;
import io.timestep.jobs.ngram.query.NgramPruneJob;
import io.timestep.jobs.ngram.query.NgramPruneResult;
import io.timestep.util.UserException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep ngram prune}. */
@Command(
    name = "prune",
    description = "Leaves out the N-grams that an N-gram model loses least by. Needs no cluster.",
    customSynopsis = "timestep ngram prune --model DIR|ARPA --threshold X --output DIR [OPTION...]",
    footer = {
      "",
      "Entropy pruning (Stolcke 1998). A model by modified Kneser-Ney should be given a second one of",
      "the same text for how often contexts come, by --histories: witten-bell, one order less.",
      "",
      "Example:",
      "  timestep ngram prune --model runs/trigrams --threshold 1e-7 --output runs/pruned",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramPruneCommand extends NgramModelCommand {
  @Option(names = "--model", paramLabel = "DIR|ARPA", description = MODEL_HELP)
  String model;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description =
          "N-grams go whose loss raises the perplexity by a smaller share than this, e.g. 1e-7; 0: none. Required.")
  Double threshold;

  @Option(
      names = "--histories",
      paramLabel = "DIR|ARPA",
      description =
          "A model with the same words that says how probable contexts are; without it, --model.")
  String histories;

  @Option(names = "--output", paramLabel = "DIR", description = "The folder to make. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return List.of();
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--model", model)
        .require("--threshold", threshold == null ? List.of() : List.of("given"))
        .require("--output", output)
        .apart(model == null ? List.of() : List.of(model), output)
        .apart(histories == null ? List.of() : List.of(histories), output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    if (!(threshold >= 0)) {
      throw new UserException("--threshold %s: must be 0 or more".formatted(threshold));
    }
    NgramModelSource source = NgramModelSource.find(session.store(), model);
    Optional<NgramModelSource> other =
        Optional.ofNullable(histories).map(path -> NgramModelSource.find(session.store(), path));
    NgramPruneResult result =
        OutputFolder.write(
            session.store(),
            output,
            Kind.NGRAM_MODEL,
            common.existing(),
            folder ->
                NgramPruneJob.run(
                    session.hadoopConfiguration(),
                    source,
                    other,
                    threshold,
                    settings.ngram(),
                    folder));
    return new Outcome(result, table(result).row("written to", output).toString());
  }

  private static TextTable table(NgramPruneResult result) {
    TextTable table = new TextTable();
    for (int k = 0; k < result.order(); k++) {
      table.row(
          "%d-grams".formatted(k + 1),
          String.format(Locale.ROOT, "%,d of %,d", result.ngrams().get(k), result.before().get(k)));
    }
    return table;
  }
}
