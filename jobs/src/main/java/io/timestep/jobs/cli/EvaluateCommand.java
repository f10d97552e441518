package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.evaluate.EvaluateJob;
import io.timestep.jobs.evaluate.EvaluateResult;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep evaluate}. */
@Command(
    name = "evaluate",
    description = "Scores a text with a model, on the cluster.",
    customSynopsis = "timestep evaluate --model DIR --input PATH... [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep evaluate --model runs/model --input runs/tokens",
      "",
      JobCommand.EXIT_CODES
    })
final class EvaluateCommand extends JobCommand {
  @Option(names = "--model", paramLabel = "DIR", description = "A folder of train. Required.")
  String model;

  @Mixin InputOptions input;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Of an input that tokenize wrote: train, valid or test (the default).")
  String split = SequencesFolder.TEST;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes the result into a folder too, for report.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all(
        "evaluate.streams", "evaluate.batch-size", "evaluate.time-steps", "evaluate.baselines");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--model", model)
        .require("--input", input.paths)
        .oneOf(
            "--split",
            split,
            List.of(SequencesFolder.TRAIN, SequencesFolder.VALID, SequencesFolder.TEST))
        .apart(input.paths, output)
        .apart(model == null ? List.of() : List.of(model), output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    refuseWhatHasNoEffect(session.store());
    JobContext context = session.job();
    Function<String, EvaluateResult> work =
        folder -> EvaluateJob.run(context, model, input.corpus(), split, settings.evaluate());
    EvaluateResult result =
        output == null
            ? work.apply("")
            : OutputFolder.write(context.store(), output, Kind.EVALUATION, common.existing(), work);
    return new Outcome(result, table(result).toString());
  }

  private void refuseWhatHasNoEffect(Store store) {
    input.refuseOnSequences(store, input.column == null ? List.of() : List.of("--column"));
    if (spec.commandLine().getParseResult().hasMatchedOption("--split")
        && !SequencesFolder.isOne(store, input.corpus())) {
      throw new UserException(
          "--split: no effect on %s, which is no folder of tokenize; leave it out, or give such a folder"
              .formatted(input.corpus()));
    }
  }

  private static TextTable table(EvaluateResult result) {
    TextTable table =
        new TextTable()
            .row("tokens", result.tokens())
            .row("unknown tokens", TextTable.percent(result.unknownRate()))
            .row("perplexity", result.perplexity());
    if (result.baselines() != null) {
      table
          .row("  of the unigram baseline", result.baselines().unigram().perplexity())
          .row("  of the bigram baseline", result.baselines().bigram().perplexity())
          .row("verdict", verdict(result));
    }
    return table
        .row("bits per character", result.bitsPerCharacter())
        .row("accuracy", TextTable.percent(result.accuracy()))
        .row("accuracy among 5", TextTable.percent(result.accuracyAt5()))
        .row("tokens/s", Math.round(result.tokensPerSecond()));
  }

  private static String verdict(EvaluateResult result) {
    return result.perplexity() < result.baselines().bigram().perplexity()
        ? "the model beats the bigram baseline"
        : "the model does NOT beat the bigram baseline";
  }
}
