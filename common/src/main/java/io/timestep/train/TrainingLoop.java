package io.timestep.train;

import io.timestep.metric.LanguageScore;
import io.timestep.sequence.StreamPlan;
import io.timestep.util.UserException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The driver: rounds over epochs, validation after each, the best parameters kept. Knows neither
 * where replicas run nor who listens.
 */
public final class TrainingLoop {
  /**
   * What training leaves.
   *
   * @param parameters those of the best epoch (of the last one, without validation)
   * @param best validation of that epoch; empty without a validation text
   * @param rounds run
   * @param epochs passes over the text: fewer than configured after an early stop
   * @param tokens trained on, all epochs
   */
  public record Result(
      float[] parameters, Optional<Validation> best, int rounds, int epochs, long tokens) {}

  private final TrainConfig config;
  private final StreamPlan plan;
  private final RoundDriver rounds;
  private final Optional<EpochEnd> epochEnd;
  private final TrainListener listener;

  /**
   * @param plan of the training text: {@code replicas * batchSize} streams
   * @param validator scores parameters on the validation text; empty: none is there
   * @throws UserException if the configuration needs a validation text, and none is there
   */
  public TrainingLoop(
      TrainConfig config,
      StreamPlan plan,
      RoundRunner runner,
      Optional<Function<float[], LanguageScore>> validator,
      TrainListener listener) {
    List<String> needing = config.needingValidation();
    if (validator.isEmpty() && !needing.isEmpty()) {
      throw new UserException(
          "%s: no validation text to decide by; give one with --valid, or raise sequence.valid-fraction"
              .formatted(String.join(", ", needing)));
    }
    this.config = config;
    this.plan = plan;
    this.rounds = new RoundDriver(config, plan, runner, listener);
    this.epochEnd = validator.map(scores -> new EpochEnd(config, scores, listener));
    this.listener = listener;
  }

  /** The schedule of a training over {@code plan}. */
  public static RateSchedule schedule(TrainConfig config, StreamPlan plan) {
    long totalSteps = (long) plan.windows(config.timeSteps()) * config.epochs();
    return new RateSchedule(config.schedule(), config.optimizer().learningRate(), totalSteps);
  }

  /**
   * Trains from the given parameters.
   *
   * @param initial [parameters]
   * @throws UserException if the loss is no number any more
   */
  public Result run(float[] initial) {
    return resume(rounds.begin(initial));
  }

  /**
   * Goes on from where a training with the same configuration and text stood.
   *
   * @param from as {@link TrainListener#onState} had it
   * @throws UserException if the loss is no number any more
   */
  public Result resume(TrainState from) {
    TrainState state = from;
    while (!isOver(config, state)) {
      state = rounds.next(state);
      if (state.window() >= plan.windows(config.timeSteps())) {
        state = endEpoch(state);
      }
      listener.onState(state);
    }
    return result(state);
  }

  /** Whether a training has no more rounds: all epochs are done, or it stops early. */
  public static boolean isOver(TrainConfig config, TrainState state) {
    return state.epochsDone() >= config.epochs() || config.earlyStopping().isReached(state);
  }

  private TrainState endEpoch(TrainState state) {
    if (state.epochTokens() != plan.tokens()) { // the ledger: every token once an epoch
      throw new IllegalStateException(
          "Epoch %d trained on %d tokens of %d"
              .formatted(state.epoch(), state.epochTokens(), plan.tokens()));
    }
    TrainState next = state.afterEpoch();
    return epochEnd.map(end -> end.validate(next)).orElse(next);
  }

  private static Result result(TrainState state) {
    return new Result(
        state.best().map(TrainState.Best::parameters).orElseGet(state::published),
        state.best().map(TrainState.Best::validation),
        state.round(),
        state.epochsDone(),
        state.tokens());
  }
}
