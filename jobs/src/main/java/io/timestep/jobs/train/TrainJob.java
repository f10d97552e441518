package io.timestep.jobs.train;

import io.timestep.config.LoadedSettings;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.TrainingMetrics;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.EvaluateConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.train.RoundRunner;
import io.timestep.train.TrainConfig;
import io.timestep.train.TrainListener;
import io.timestep.train.TrainingLoop;
import io.timestep.train.Unreached;
import io.timestep.train.Validation;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.TrainBasis;
import io.timestep.util.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.functions;

/** Trains a recurrent language model by rounds of parameter averaging. */
public final class TrainJob {
  /** Beside the model while it is made: the input, tokenized. */
  private static final String WORK = "/_sequences";

  private final JobContext context;
  private final Settings settings;
  private final TrainingText text;

  private TrainJob(JobContext context, Settings settings, TrainingText text) {
    this.context = context;
    this.settings = settings.with(settings.model().withCutoffsFor(text.folder().vocabulary()));
    this.text = text;
  }

  /**
   * Trains and writes the model.
   *
   * @param input text, or one folder that {@code tokenize} wrote
   * @param valid validation text; empty: the input's own split
   * @param folder written into
   * @param checkpoints where they are; who calls says {@link CheckpointPlace#done} when the model
   *     is in its place
   * @throws UserException if the checkpoints there may not be used, or {@code events.tensorboard}
   *     cannot be written
   */
  public static TrainResult run(
      JobContext context,
      CorpusInput input,
      Optional<CorpusInput> valid,
      Settings settings,
      String folder,
      CheckpointPlace checkpoints) {
    checkpoints.refuseEarlier(context.store());
    StockNetwork.refuseWhatItCannot(settings.train(), checkpoints.earlier());
    try (TensorBoardEvents board =
            TensorBoardEvents.of(context.store(), settings.events(), context.progress());
        TrainingText text = TrainingText.of(context, input, valid, settings, folder + WORK)) {
      TrainResult result = new TrainJob(context, settings, text).train(folder, checkpoints, board);
      context.store().delete(folder + WORK);
      return result;
    }
  }

  private TrainResult train(String folder, CheckpointPlace place, TensorBoardEvents board) {
    long begin = System.nanoTime();
    TrainConfig train = settings.train();
    EvaluateConfig evaluate = settings.evaluate();
    context.describe("train: cut the text into streams");
    try (StreamShards shards =
            StreamShards.of(
                text.train(),
                Math.multiplyExact(train.replicas(), train.batchSize()),
                train.batchSize());
        StreamShards valid =
            StreamShards.of(text.valid(), evaluate.streams(), evaluate.batchSize())) {
      text.requireWhole(SequencesFolder.TRAIN, shards.plan().tokens());
      refuseEmpty(shards);
      long heldOut = text.heldOutTokens(context);
      long characters = characters();
      long total = shards.plan().tokens() * train.epochs();
      TrainBasis basis = Resumption.basis(groups(), train, prints(shards, valid, characters));
      CheckpointFolder files =
          new CheckpointFolder(
              context.store(), place, settings.checkpoint().keep(), context.progress()::note);
      Optional<Checkpoint> from =
          Resumption.find(files, place, basis, train.epochs(), context.progress()::note);
      try (History history = new History(context.progress(), total, characters);
          CheckpointThread thread = new CheckpointThread(files::write)) {
        from.ifPresent(history::continueFrom);
        board.begin(stepsDone(from));
        Unreached.in(train, TrainingLoop.schedule(train, shards.plan()).totalSteps())
            .forEach(context.progress()::note);
        TrainListener checkpoints =
            new CheckpointListener(
                settings.checkpoint(),
                state -> TrainingLoop.isOver(train, state),
                basis,
                history,
                thread,
                System::nanoTime);
        TrainListener all =
            TrainListener.all(
                List.of(history, board, TrainingMetrics.ofNewTraining(), checkpoints));
        TrainingLoop.Result result =
            train.master() == TrainConfig.Master.DL4J_STOCK
                ? stock(shards, valid, all).run(initialParameters())
                : run(loop(shards, valid, all), from);
        thread.await();
        write(folder, result, history);
        return result(heldOut, result, history, characters, begin);
      }
    }
  }

  private TrainingLoop.Result run(TrainingLoop loop, Optional<Checkpoint> from) {
    return from.map(checkpoint -> loop.resume(checkpoint.state()))
        .orElseGet(() -> loop.run(initialParameters()));
  }

  private static long stepsDone(Optional<Checkpoint> from) {
    return from.map(checkpoint -> checkpoint.state().step()).orElse(0L);
  }

  /** Of all that is read beside the settings. */
  private Map<String, String> prints(StreamShards shards, StreamShards valid, long characters) {
    Map<String, String> prints = new LinkedHashMap<>();
    prints.put("vocabulary", text.folder().vocabulary().fingerprint());
    prints.put("training text", shards.fingerprint().toString());
    prints.put("validation text", "%s, %d characters".formatted(valid.fingerprint(), characters));
    return prints;
  }

  private TrainingLoop loop(StreamShards shards, StreamShards valid, TrainListener listener) {
    TrainConfig train = settings.train();
    RoundRunner rounds =
        new SparkRounds(
            context,
            shards,
            settings.model(),
            text.folder().vocabulary().size(),
            train,
            TrainingLoop.schedule(train, shards.plan()));
    return new TrainingLoop(train, shards.plan(), rounds, validator(valid), listener);
  }

  private StockTraining stock(StreamShards shards, StreamShards valid, TrainListener listener) {
    return new StockTraining(
        context,
        settings.model(),
        text.folder().vocabulary().size(),
        settings.train(),
        shards,
        validator(valid),
        listener);
  }

  private Optional<Function<float[], LanguageScore>> validator(StreamShards valid) {
    return valid.plan().tokens() == 0
        ? Optional.empty()
        : Optional.of(
            theta -> {
              context.describe("train: validate");
              return scorer(valid).score(theta);
            });
  }

  private SparkScorer scorer(StreamShards valid) {
    return new SparkScorer(
        context,
        valid,
        settings.model(),
        text.folder().vocabulary().size(),
        settings.evaluate().timeSteps());
  }

  /**
   * Drawn on the driver, once, so that all replicas start alike, however many executors there are.
   */
  private float[] initialParameters() {
    try (RecurrentNetwork network =
        RecurrentNetwork.create(
            settings.model(), text.folder().vocabulary().size(), settings.train().seed())) {
      return network.copyParameters();
    }
  }

  private long characters() {
    Object sum = text.valid().agg(functions.sum("characters")).first().get(0);
    return sum == null ? 0 : ((Number) sum).longValue();
  }

  private static void refuseEmpty(StreamShards shards) {
    if (shards.plan().tokens() == 0) {
      throw new UserException(
          "The training text has no token; give more text (documents that are equal are all in the"
              + " same split), or lower sequence.valid-fraction and sequence.test-fraction");
    }
  }

  private void write(String folder, TrainingLoop.Result result, History history) {
    SequencesFolder made = text.folder();
    ModelFolder.write(
        context.store(),
        folder,
        new ModelFolder.Model(
            made.text(), settings.model(), made.vocabulary(), result.parameters()),
        groups());
    context.store().writeString(folder + "/" + ModelFolder.HISTORY, history.lines());
  }

  /** All settings; a folder of tokenize has some of its own. */
  private Map<String, Record> groups() {
    Map<String, Record> groups = new LinkedHashMap<>(LoadedSettings.groups(settings));
    SequencesFolder made = text.folder();
    groups.put("text", made.text());
    groups.put("vocab", made.vocab());
    groups.put("sequence", made.sequence());
    return groups;
  }

  private TrainResult result(
      long heldOut, TrainingLoop.Result result, History history, long characters, long begin) {
    return new TrainResult(
        result.parameters().length,
        settings.train().replicas(),
        result.rounds(),
        result.epochs(),
        text.folder().vocabulary().size(),
        result.tokens(),
        result.tokens() / history.trainSeconds(),
        (System.nanoTime() - begin) / 1e9,
        history.totals(),
        TrainResult.Ledger.of(text.readTokens(), result.tokens() / result.epochs(), heldOut),
        result.best().map(best -> validation(best, characters)).orElse(null));
  }

  private static TrainResult.ValidationResult validation(Validation best, long characters) {
    LanguageScore score = best.score();
    return new TrainResult.ValidationResult(
        best.epoch(),
        score.tokens(),
        score.nats(),
        score.perplexity(),
        score.bitsPerCharacter(characters),
        score.accuracy(),
        score.accuracyAt5());
  }
}
