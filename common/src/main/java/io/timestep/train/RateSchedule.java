package io.timestep.train;

import java.io.Serializable;

/**
 * The learning rate as a pure function of the step.
 *
 * @param peak learning rate after the warm-up
 * @param totalSteps steps of the whole training, for the shapes that end with it
 */
public record RateSchedule(ScheduleConfig config, double peak, long totalSteps)
    implements Serializable {
  /**
   * @param step from 0
   * @param epoch from 1
   */
  public double rate(long step, int epoch) {
    if (step < config.warmUpSteps()) {
      return peak * (step + 1) / config.warmUpSteps();
    }
    return switch (config.type()) {
      case CONSTANT, PLATEAU -> peak; // a plateau is no function of the step: TrainState.rateScale
      case LINEAR -> peak * between(1 - done(step));
      case COSINE -> peak * between((1 + StrictMath.cos(Math.PI * done(step))) / 2);
      case HALVING -> peak * StrictMath.pow(0.5, Math.max(0, epoch - config.halveAfterEpoch()));
      case STEP -> {
        int times = (epoch - 1) / config.everyEpochs();
        yield peak * StrictMath.pow(config.factor(), times);
      }
    };
  }

  /** Share of the steps after the warm-up that is done. */
  private double done(long step) {
    long decaying = Math.max(1, totalSteps - 1 - config.warmUpSteps());
    return Math.min(1, (double) (step - config.warmUpSteps()) / decaying);
  }

  private double between(double share) {
    return config.finalFraction() + (1 - config.finalFraction()) * share;
  }
}
