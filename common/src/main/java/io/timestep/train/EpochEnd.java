package io.timestep.train;

import io.timestep.metric.LanguageScore;
import io.timestep.train.TrainListener.RateChange;
import java.util.function.Function;

/** What follows from the validation after an epoch: the best model, a plateau, an early stop. */
final class EpochEnd {
  private final TrainConfig config;
  private final Function<float[], LanguageScore> validator;
  private final TrainListener listener;

  /**
   * @param validator scores parameters on the validation text
   */
  EpochEnd(TrainConfig config, Function<float[], LanguageScore> validator, TrainListener listener) {
    this.config = config;
    this.validator = validator;
    this.listener = listener;
  }

  /**
   * Validates.
   *
   * @param state after the epoch: its next one is another
   */
  TrainState validate(TrainState state) {
    float[] parameters = state.published();
    LanguageScore score = validator.apply(parameters);
    boolean better =
        state.best().isEmpty() || score.isBetterThan(state.best().get().validation().score());
    Validation validation = new Validation(state.epochsDone(), state.round(), score, better);
    listener.onValidation(validation);
    double nats = score.nats() / score.tokens();
    TrainState validated =
        state.validated(
            nats,
            better ? new TrainState.Best(validation, parameters) : state.best().get(),
            state.plateau().after(nats, 0),
            state.stopping().after(nats, config.earlyStopping().minImprovement()));
    TrainState next = lowerOnPlateau(validated);
    if (config.earlyStopping().isReached(next)) {
      listener.onEarlyStop(
          new TrainListener.EarlyStop(
              next.epochsDone(), next.round(), next.best().orElseThrow().validation().epoch()));
    }
    return next;
  }

  /** After the last epoch too: a training with more epochs goes on from there. */
  private TrainState lowerOnPlateau(TrainState state) {
    ScheduleConfig schedule = config.schedule();
    if (schedule.type() != ScheduleConfig.Type.PLATEAU
        || state.plateau().epochs() < schedule.patience()) {
      return state;
    }
    TrainState lowered = state.lowered(schedule.factor());
    listener.onRateChange(
        new RateChange(
            RateChange.Cause.PLATEAU, lowered.epoch(), lowered.round() + 1, lowered.rateScale()));
    return lowered;
  }
}
