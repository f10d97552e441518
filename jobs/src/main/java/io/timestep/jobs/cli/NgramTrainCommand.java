package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.NgramTrainJob;
import io.timestep.jobs.ngram.NgramTrainResult;
import io.timestep.ngram.Discounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep ngram train}. */
@Command(
    name = "train",
    description = "Estimates an N-gram language model: an ARPA file and a binary model.",
    customSynopsis = "timestep ngram train --input PATH... --output DIR [--order N] [OPTION...]",
    footer = {
      "",
      "Text is read as KenLM reads it: as bytes, words apart by space, tab, CR and NUL. With --tokenizer",
      "or --set text.normalization=nfc it is tokenized as for the other commands.",
      "",
      "Example:",
      "  timestep ngram train --input wordnet.txt --order 3 --output runs/trigrams",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramTrainCommand extends JobCommand {
  @Mixin InputOptions input;

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
    paths.require("--input", input.paths).require("--output", output).apart(input.paths, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    JobContext context = session.job();
    NgramTrainResult result =
        OutputFolder.write(
            context.store(),
            output,
            Kind.NGRAM_MODEL,
            common.existing(),
            folder ->
                NgramTrainJob.run(
                    context, input.corpus(), settings.text(), settings.ngram(), folder));
    return new Outcome(result, table(result).row("written to", output).toString());
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
