package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * When training ends before its last epoch ({@code train.early-stopping.*}).
 *
 * @param patience after so many epochs without a better validation; 0: never
 * @param minImprovement a validation is better if its perplexity is lower by more than this share
 */
public record EarlyStoppingConfig(int patience, double minImprovement) implements Serializable {
  /** All epochs are trained. */
  public static final EarlyStoppingConfig NEVER = new EarlyStoppingConfig(0, 0);

  public EarlyStoppingConfig {
    new Checks("train.early-stopping")
        .atLeast("patience", patience, 0)
        .inRange("min-improvement", minImprovement, 0, 1)
        .throwIfAny();
  }

  /** Whether a training is to end here. */
  boolean isReached(TrainState state) {
    return patience > 0 && state.stopping().epochs() >= patience;
  }
}
