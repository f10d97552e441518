package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.StatsJob;
import io.timestep.jobs.ngram.StatsResult;
import io.timestep.ngram.NgramCount;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep stats}. */
@Command(
    name = "stats",
    description = "Counts the N-grams of a text for every order up to N.",
    customSynopsis = "timestep stats --input PATH... --output DIR [--order N] [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep stats --input wordnet.txt --order 3 --output runs/stats --tokenizer word",
      "",
      JobCommand.EXIT_CODES
    })
final class StatsCommand extends JobCommand {
  /** N-grams shown in a row of the table. */
  private static final int SHOWN = 5;

  @Mixin InputOptions input;

  @Option(names = "--output", paramLabel = "DIR", description = "The folder to make. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all(
        "ngram.order",
        "ngram.top",
        "ngram.boundaries",
        "ngram.document-frequency",
        "ngram.skip",
        "ngram.skip-words",
        "text.tokenizer",
        "text.char-unit",
        "text.normalization",
        "text.lower-case");
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--input", input.paths).require("--output", output).apart(input.paths, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    JobContext context = session.job();
    StatsResult result =
        OutputFolder.write(
            context.store(),
            output,
            Kind.STATS,
            common.existing(),
            folder ->
                StatsJob.run(context, input.corpus(), settings.text(), settings.ngram(), folder));
    return new Outcome(result, table(result).row("written to", output).toString());
  }

  private static TextTable table(StatsResult result) {
    TextTable table =
        new TextTable()
            .row("sentences", result.sentences())
            .row("tokens", result.tokens())
            .row("tokens/s", Math.round(result.tokensPerSecond()));
    for (int i = 0; i < result.types().size(); i++) {
      table.row(
          "%d-grams".formatted(i + 1),
          counts(result.types().get(i), result.hapaxes().get(i), result.top().get(i)));
    }
    StatsResult.SkipGrams skipGrams = result.skipGrams();
    if (skipGrams != null) {
      table.row(
          "%d-skip-%d-grams".formatted(skipGrams.skip(), skipGrams.words()),
          counts(skipGrams.types(), skipGrams.hapaxes(), skipGrams.top()));
    }
    return table;
  }

  private static String counts(long types, long hapaxes, List<NgramCount> top) {
    return String.format(
        Locale.ROOT,
        "%,d different, %,d of them once; most frequent: %s",
        types,
        hapaxes,
        top(top));
  }

  private static String top(List<NgramCount> ngrams) {
    return ngrams.stream()
        .limit(SHOWN)
        .map(n -> String.format(Locale.ROOT, "%s (%,d)", n.ngram(), n.count()))
        .collect(Collectors.joining(", "));
  }
}
