package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * The learning rate over time ({@code train.schedule.*}).
 *
 * @param type shape after the warm-up
 * @param warmUpSteps steps of linear warm-up from 0
 * @param finalFraction of {@code cosine} and {@code linear}: the rate at the end, as a fraction of
 *     the peak
 * @param halveAfterEpoch of {@code halving}: the rate is halved at each epoch after this one
 *     (Zaremba et al. 2014)
 * @param factor of {@code step} and {@code plateau}: what the rate is multiplied with
 * @param everyEpochs of {@code step}: how often
 * @param patience of {@code plateau}: after how many epochs without a better validation
 */
public record ScheduleConfig(
    Type type,
    long warmUpSteps,
    double finalFraction,
    int halveAfterEpoch,
    double factor,
    int everyEpochs,
    int patience)
    implements Serializable {

  /** Shape of the rate after the warm-up. */
  public enum Type {
    CONSTANT,
    LINEAR,
    COSINE,
    HALVING,
    /** Multiplied every so many epochs. */
    STEP,
    /** Multiplied when validation has not become better for so many epochs. */
    PLATEAU
  }

  public ScheduleConfig {
    new Checks("train.schedule")
        .atLeast("warm-up-steps", warmUpSteps, 0)
        .that(
            finalFraction >= 0 && finalFraction <= 1,
            "final-fraction",
            "must be from 0 to 1, got %s",
            finalFraction)
        .atLeast("halve-after-epoch", halveAfterEpoch, 0)
        .that(
            factor > 0 && factor < 1,
            "factor",
            "must be greater than 0 and less than 1, got %s",
            factor)
        .atLeast("every-epochs", everyEpochs, 1)
        .atLeast("patience", patience, 1)
        .throwIfAny();
  }

  /** Neither in steps nor on a plateau. */
  public ScheduleConfig(Type type, long warmUpSteps, double finalFraction, int halveAfterEpoch) {
    this(type, warmUpSteps, finalFraction, halveAfterEpoch, 0.5, 1, 1);
  }

  /** Whether the rate of a step depends on how many steps the whole training has. */
  public boolean dependsOnTotal() {
    return switch (type) {
      case CONSTANT, HALVING, STEP, PLATEAU -> false;
      case LINEAR, COSINE -> true;
    };
  }
}
