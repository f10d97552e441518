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
 */
public record ScheduleConfig(Type type, long warmUpSteps, double finalFraction, int halveAfterEpoch)
    implements Serializable {

  /** Shape of the rate after the warm-up. */
  public enum Type {
    CONSTANT,
    LINEAR,
    COSINE,
    HALVING
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
        .throwIfAny();
  }
}
