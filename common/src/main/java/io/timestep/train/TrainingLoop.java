package io.timestep.train;

import io.timestep.metric.LanguageScore;
import io.timestep.nn.RecurrentState;
import io.timestep.sequence.StreamPlan;
import io.timestep.util.UserException;
import java.util.Collections;
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
   * @param tokens trained on, all epochs
   */
  public record Result(float[] parameters, Optional<Validation> best, int rounds, long tokens) {}

  private final TrainConfig config;
  private final StreamPlan plan;
  private final RoundRunner rounds;
  private final Optional<Function<float[], LanguageScore>> validator;
  private final TrainListener listener;

  private int round;
  private long step;
  private long tokens;

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
    float[] parameters = initial;
    float[] optimizerState = new float[0];
    Result best = new Result(initial, Optional.empty(), 0, 0);
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      RoundOutcome last = epoch(epoch, parameters, optimizerState);
      parameters = last.parameters();
      optimizerState = last.optimizerState();
      best = validate(epoch, parameters, best);
    }
    return new Result(best.parameters(), best.best(), round, tokens);
  }

  private RoundOutcome epoch(int epoch, float[] parameters, float[] optimizerState) {
    int windows = plan.windows(config.timeSteps());
    RoundOutcome outcome =
        new RoundOutcome(
            parameters,
            optimizerState,
            List.of(),
            Collections.nCopies(config.replicas(), RecurrentState.ZERO));
    long before = tokens;
    for (int window = 0; window < windows; window += config.stepsPerRound()) {
      int steps = Math.min(config.stepsPerRound(), windows - window);
      outcome = round(epoch, window, steps, outcome);
    }
    if (tokens - before != plan.tokens()) { // the ledger: every token once an epoch
      throw new IllegalStateException(
          "Epoch %d trained on %d tokens of %d".formatted(epoch, tokens - before, plan.tokens()));
    }
    return outcome;
  }

  private RoundOutcome round(int epoch, int window, int steps, RoundOutcome previous) {
    long begin = System.nanoTime();
    round++;
    boolean continued = config.optimizer().state() == OptimizerConfig.StatePolicy.AVERAGE;
    RoundStart start =
        new RoundStart(
            round,
            epoch,
            window,
            steps,
            step,
            previous.parameters(),
            continued ? previous.optimizerState() : new float[0]);
    RoundOutcome outcome = rounds.run(start, previous.states());
    refuseDivergence(epoch, outcome);
    step += steps;
    tokens += outcome.tokens();
    double rate = schedule(config, plan).rate(step - 1, epoch);
    double seconds = (System.nanoTime() - begin) / 1e9;
    listener.onRound(
        new TrainListener.RoundEnd(
            round,
            epoch,
            step,
            totalSteps(config, plan),
            tokens,
            rate,
            seconds,
            outcome.reports()));
    return outcome;
  }

  private void refuseDivergence(int epoch, RoundOutcome outcome) {
    // The loss of a step is taken before its update, so the last update shows in the values alone.
    if (!Double.isFinite(outcome.nats()) || !isFinite(outcome.parameters())) {
      throw new UserException(
          "Training diverged in epoch %d, round %d (the loss is %s); lower"
                  .formatted(epoch, round, outcome.nats())
              + " train.optimizer.learning-rate, or set train.clip.norm");
    }
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private Result validate(int epoch, float[] parameters, Result best) {
    if (validator.isEmpty()) {
      return new Result(parameters, Optional.empty(), round, tokens);
    }
    LanguageScore score = validator.get().apply(parameters);
    boolean better = best.best().isEmpty() || score.nats() < best.best().get().score().nats();
    Validation validation = new Validation(epoch, round, score, better);
    listener.onValidation(validation);
    return better ? new Result(parameters, Optional.of(validation), round, tokens) : best;
  }
}
