package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.train.CheckpointPlace;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.jobs.train.TrainJob;
import io.timestep.jobs.train.TrainResult;
import io.timestep.util.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep train}. */
@Command(
    name = "train",
    description = "Trains a recurrent language model by rounds of parameter averaging.",
    customSynopsis = "timestep train --input PATH... --output DIR [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep train --input runs/tokens --output runs/model --replicas 2 --epochs 1",
      "",
      "Stopped by Ctrl-C, a crash or a full disk? The same command with --resume goes on from the last",
      "checkpoint (OUTPUT.checkpoints) and ends with the same weights as if it had never stopped. Text",
      "and settings must be the same, but epochs may be more (except with linear and cosine schedules).",
      "",
      JobCommand.EXIT_CODES
    })
final class TrainCommand extends JobCommand {
  /** Groups that a folder of tokenize has of its own. */
  private static final Set<String> OF_THE_TEXT = Set.of("text", "vocab", "sequence");

  @Mixin InputOptions input;

  @Option(
      names = "--valid",
      paramLabel = "PATH",
      arity = "1..*",
      parameterConsumer = PathsConsumer.class,
      description = "Validation text; without it, a split of the input.")
  List<String> valid = new ArrayList<>();

  @Option(names = "--output", paramLabel = "DIR", description = "The model's folder. Required.")
  String output;

  @Option(
      names = "--resume",
      description =
          "Goes on from the last checkpoint of this training; where there is none, begins at the"
              + " start.")
  boolean resume;

  @Override
  List<SettingOption> settingOptions() {
    List<SettingOption> options = new ArrayList<>(ofTraining());
    options.add(new SettingOption("--checkpoint-every-rounds", "checkpoint.every-rounds"));
    options.add(new SettingOption("--checkpoint-every-minutes", "checkpoint.every-minutes"));
    options.add(new SettingOption("--checkpoint-folder", "checkpoint.folder"));
    return options;
  }

  private static List<SettingOption> ofTraining() {
    return SettingOption.all(
        "model.cell",
        "model.layers",
        "model.hidden-size",
        "model.embedding-size",
        "model.dropout",
        "model.dropout-mask",
        "model.dropout-embedding",
        "model.dropout-recurrent",
        "model.softmax",
        "model.cutoffs",
        "model.tie-weights",
        "train.replicas",
        "train.batch-size",
        "train.time-steps",
        "train.steps-per-round",
        "train.epochs",
        "train.seed",
        "train.optimizer.learning-rate",
        "events.tensorboard",
        "text.tokenizer",
        "text.lower-case",
        "vocab.max-size",
        "vocab.min-count");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--input", input.paths)
        .require("--output", output)
        .apart(input.paths, output)
        .apart(valid, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    refuseWhatHasNoEffect(session.store());
    new Paths("train", session::store)
        .outside("events.tensorboard", settings.events().tensorboard(), output)
        .outside("checkpoint.folder", settings.checkpoint().folder(), output)
        .throwIfAny();
    JobContext context = session.job();
    Optional<CorpusInput> validation =
        valid.isEmpty() ? Optional.empty() : Optional.of(input.corpus(valid));
    CheckpointPlace checkpoints =
        CheckpointPlace.of(
            settings.checkpoint(),
            output,
            earlier(),
            resume ? "run the same command again" : "add --resume");
    TrainResult result =
        OutputFolder.write(
            context.store(),
            output,
            Kind.MODEL,
            common.existing(),
            folder ->
                TrainJob.run(context, input.corpus(), validation, settings, folder, checkpoints));
    checkpoints.done(context.store(), settings.checkpoint());
    return new Outcome(result, table(result).row("written to", output).toString());
  }

  private Earlier earlier() {
    if (resume) {
      return Earlier.RESUME;
    }
    return common.existing() == Existing.REPLACE ? Earlier.DELETE : Earlier.REFUSE;
  }

  /**
   * A file of settings may have those of the text all the same, for it may be that of all commands.
   */
  private void refuseWhatHasNoEffect(Store store) {
    List<String> given = new ArrayList<>(givenFor(OF_THE_TEXT));
    if (input.column != null && valid.isEmpty()) { // it is that of --valid too
      given.add("--column");
    }
    input.refuseOnSequences(store, given);
  }

  private static TextTable table(TrainResult result) {
    TextTable table =
        new TextTable()
            .row("parameters", result.parameters())
            .row("replicas", result.replicas())
            .row("rounds", result.rounds())
            .row("epochs", result.epochs())
            .row("tokens of the text", result.ledger().read())
            .row("trained in each epoch", result.ledger().trained())
            .row("held out", result.ledger().heldOut())
            .row("left out", result.ledger().remainder())
            .row("tokens/s", Math.round(result.tokensPerSecond()));
    return result.validation() == null
        ? table.row("validation", "none: no validation text")
        : table.row("validation perplexity", result.validation().perplexity());
  }
}
