package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * When the published model begins to be the running mean of the model over rounds ({@code
 * train.polyak.*}; Polyak &amp; Juditsky 1992). Whichever comes first counts.
 *
 * @param fromEpoch with this epoch; 0: never for this reason
 * @param patience after so many epochs without a better validation, as AWD-LSTM does (Merity et al.
 *     2018, NT-ASGD); 0: never for this reason
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

  /** Whether the next round of a training counts. */
  boolean begins(TrainState state) {
    return (fromEpoch > 0 && state.epoch() >= fromEpoch)
        || (patience > 0 && state.epochsSinceBest() >= patience);
  }
}
