package io.timestep.train;

import io.timestep.metric.LanguageScore;
import io.timestep.sequence.StreamPlan;
import io.timestep.util.UserException;
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
   * @param tokens trained on, all epochs
   */
  public record Result(float[] parameters, Optional<Validation> best, int rounds, long tokens) {}

  private final TrainConfig config;
  private final StreamPlan plan;
  private final RoundRunner rounds;
  private final Optional<Function<float[], LanguageScore>> validator;
  private final TrainListener listener;
  private final OuterRule outer = new AverageRule();

  /**
   * @param plan of the training text: {@code replicas * batchSize} streams
   * @param validator scores parameters on the validation text; empty: none is there
   */
  public TrainingLoop(
      TrainConfig config,
      StreamPlan plan,
      RoundRunner rounds,
      Optional<Function<float[], LanguageScore>> validator,
      TrainListener listener) {
    this.config = config;
    this.plan = plan;
    this.rounds = rounds;
    this.validator = validator;
    this.listener = listener;
  }

  /** The schedule of a training over {@code plan}. */
  public static RateSchedule schedule(TrainConfig config, StreamPlan plan) {
    return new RateSchedule(
        config.schedule(), config.optimizer().learningRate(), totalSteps(config, plan));
  }

  private static long totalSteps(TrainConfig config, StreamPlan plan) {
    return (long) plan.windows(config.timeSteps()) * config.epochs();
  }

  /**
   * Trains from the given parameters.
   *
   * @param initial [parameters]
   * @throws UserException if the loss is no number any more
   */
  public Result run(float[] initial) {
    return resume(TrainState.initial(outer.begin(initial), config.replicas()));
  }

  /**
   * Goes on from where a training with the same configuration and text stood.
   *
   * @param from as {@link TrainListener#onState} had it
   * @throws UserException if the loss is no number any more
   */
  public Result resume(TrainState from) {
    TrainState state = from;
    while (state.epoch() <= config.epochs()) {
      state = round(state);
      if (state.window() >= plan.windows(config.timeSteps())) {
        state = endEpoch(state);
      }
      listener.onState(state);
    }
    return result(state);
  }

  private static Result result(TrainState state) {
    float[] parameters =
        state.best().map(TrainState.Best::parameters).orElse(state.outer().parameters());
    return new Result(
        parameters, state.best().map(TrainState.Best::validation), state.round(), state.tokens());
  }

  private TrainState round(TrainState state) {
    long begin = System.nanoTime();
    int steps = Math.min(config.stepsPerRound(), plan.windows(config.timeSteps()) - state.window());
    RoundOutcome outcome = rounds.run(start(state, steps), state.states());
    refuseDivergence(state, outcome);
    double rate =
        state.rateScale() * schedule(config, plan).rate(state.step() + steps - 1, state.epoch());
    TrainState next =
        state.afterRound(steps, outer.next(state.outer(), outcome.mean(), rate), outcome);
    double seconds = (System.nanoTime() - begin) / 1e9;
    listener.onRound(
        new TrainListener.RoundEnd(
            next.round(),
            next.epoch(),
            next.step(),
            totalSteps(config, plan),
            next.tokens(),
            rate,
            seconds,
            outcome.reports()));
    return next;
  }

  private RoundStart start(TrainState state, int steps) {
    return new RoundStart(
        state.round() + 1,
        state.epoch(),
        state.window(),
        steps,
        state.step(),
        state.rateScale(),
        outer.start(state.outer()),
        state.optimizerState());
  }

  private static void refuseDivergence(TrainState state, RoundOutcome outcome) {
    if (!outcome.isFinite()) {
      throw new UserException(
          "Training diverged in epoch %d, round %d (the loss is %s); lower"
                  .formatted(state.epoch(), state.round() + 1, outcome.nats())
              + " train.optimizer.learning-rate, or set train.clip.norm");
    }
  }

  private TrainState endEpoch(TrainState state) {
    if (state.epochTokens() != plan.tokens()) { // the ledger: every token once an epoch
      throw new IllegalStateException(
          "Epoch %d trained on %d tokens of %d"
              .formatted(state.epoch(), state.epochTokens(), plan.tokens()));
    }
    return state.afterEpoch(validator.isEmpty() ? Optional.empty() : Optional.of(best(state)));
  }

  private TrainState.Best best(TrainState state) {
    float[] parameters = state.outer().parameters();
    LanguageScore score = validator.orElseThrow().apply(parameters);
    boolean better =
        state.best().isEmpty() || score.nats() < state.best().get().validation().score().nats();
    Validation validation = new Validation(state.epoch(), state.round(), score, better);
    listener.onValidation(validation);
    return better ? new TrainState.Best(validation, parameters) : state.best().get();
  }
}
