package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.NgramTrainJob;
import io.timestep.jobs.ngram.NgramTrainResult;
import io.timestep.ngram.Discounts;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep ngram train}. */
@Command(
    name = "train",
    description = "Estimates an N-gram language model: an ARPA file and a binary model.",
    customSynopsis = {
      "timestep ngram train --input PATH... --output DIR [--order N] [OPTION...]",
      "       timestep ngram train --counts DIR... --output DIR [--order N] [OPTION...]",
    },
    footer = {
      "",
      "Text is read as KenLM reads it: as bytes, words apart by space, tab, CR and NUL. With --tokenizer",
      "or --set text.normalization=nfc it is tokenized as for the other commands.",
      "",
      "From --counts comes the model of all their texts together, byte for byte. Count each with",
      "stats --boundaries true, the --order of the model or a higher one, and the same settings of the",
      "text: --normalization none for words as above. --kenlm-compatible cannot be had from counts.",
      "",
      "Example:",
      "  timestep ngram train --input wordnet.txt --order 3 --output runs/trigrams",
      "  timestep ngram train --counts runs/january runs/february --order 3 --output runs/trigrams",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramTrainCommand extends JobCommand {
  /** What counts bring along. */
  private static final Set<String> OF_THE_TEXT = Set.of("text");

  @Mixin InputOptions input;

  @Option(
      names = "--counts",
      paramLabel = "DIR",
      arity = "1..*",
      parameterConsumer = PathsConsumer.class,
      description =
          "Instead of --input: folders of stats, counted with --boundaries true; their counts are"
              + " added.")
  List<String> counts = new ArrayList<>();

  @Option(names = "--output", paramLabel = "DIR", description = "The folder to make. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all(
        "ngram.order",
        "ngram.smoothing",
        "ngram.prune",
        "ngram.discount-fallback",
        "ngram.kenlm-compatible",
        "ngram.vocabulary-limit",
        "text.tokenizer",
        "text.lower-case");
  }

  @Override
  Map<String, String> defaults() {
    return Map.of("text.normalization", "none");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .requireEither("--input", input.paths, "--counts", counts)
        .require("--output", output)
        .apart(input.paths, output)
        .apart(counts, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    if (!counts.isEmpty()) {
      refuseWhatCountsBring();
    }
    JobContext context = session.job();
    NgramTrainResult result =
        OutputFolder.write(
            context.store(),
            output,
            Kind.NGRAM_MODEL,
            common.existing(),
            folder -> train(context, settings, folder));
    return new Outcome(result, table(result).row("written to", output).toString());
  }

  private NgramTrainResult train(JobContext context, Settings settings, String folder) {
    return counts.isEmpty()
        ? NgramTrainJob.run(context, input.corpus(), settings.text(), settings.ngram(), folder)
        : NgramTrainJob.runOnCounts(context, counts, settings.ngram(), folder);
  }

  /** A file of settings may have them all the same, for it may be that of all commands. */
  private void refuseWhatCountsBring() {
    List<String> given = new ArrayList<>(givenFor(OF_THE_TEXT));
    if (input.column != null) {
      given.add("--column");
    }
    if (!given.isEmpty()) {
      throw new UserException(
          "%s: no effect on --counts, whose text was read by stats; leave it out, or give it to stats"
              .formatted(String.join(", ", given)));
    }
  }

  private static TextTable table(NgramTrainResult result) {
    TextTable table =
        new TextTable()
            .row("sentences", result.sentences())
            .row("tokens", result.tokens())
            .row("tokens/s", Math.round(result.tokensPerSecond()))
            .row("smoothing", result.smoothing());
    for (int i = 0; i < result.order(); i++) {
      String ngrams = String.format(Locale.ROOT, "%,d", result.ngrams().get(i));
      if (!result.discounts().isEmpty()) {
        Discounts d = result.discounts().get(i);
        ngrams +=
            String.format(
                Locale.ROOT, "; discounts %.6g, %.6g, %.6g", d.one(), d.two(), d.threeOrMore());
      }
      table.row("%d-grams".formatted(i + 1), ngrams);
    }
    return table;
  }
}
