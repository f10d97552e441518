package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * When the published model begins to be the running mean of the model over rounds ({@code
 * train.polyak.*}; Polyak &amp; Juditsky 1992). Whichever comes first counts. Of a round its end is
 * averaged, not each of its steps: the steps of the replicas between two merges are in no mean.
 *
 * @param fromEpoch with this epoch; 0: never for this reason
 * @param patience n of NT-ASGD (Merity et al. 2018, "Regularizing and Optimizing LSTM Language
 *     Models", algorithm 1; their n is 5): after an epoch whose validation is worse than the best
 *     of those before it, the last n of them left out; 0: never for this reason
 */
public record PolyakConfig(int fromEpoch, int patience) implements Serializable {
  /** The model itself is published. */
  public static final PolyakConfig NEVER = new PolyakConfig(0, 0);

  public PolyakConfig {
    new Checks("train.polyak")
        .atLeast("from-epoch", fromEpoch, 0)
        .atLeast("patience", patience, 0)
        .throwIfAny();
  }

  /** Whether the next round of a training counts, if none has before it. */
  boolean begins(TrainState state) {
    return (fromEpoch > 0 && state.epoch() >= fromEpoch)
        || (patience > 0 && isTriggered(state.validations()));
  }

  /**
   * t > n and v_t > min(v_0, ..., v_(t-n-1)), as their program has it, v the loss or the perplexity
   * alike. A loss that is no number is worse than any.
   *
   * @param nats v_0 to v_t
   */
  private boolean isTriggered(double[] nats) {
    int t = nats.length - 1;
    if (t <= patience) {
      return false;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < t - patience; i++) {
      least = nats[i] < least ? nats[i] : least;
    }
    return Double.compare(nats[t], least) > 0;
  }
}
