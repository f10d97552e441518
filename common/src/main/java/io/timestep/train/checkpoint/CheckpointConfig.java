package io.timestep.train.checkpoint;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * When and where a training is kept, so that it can go on after a stop ({@code checkpoint.*}). No
 * part of the result.
 *
 * @param everyRounds rounds from one checkpoint to the next; 0: not by rounds
 * @param everyMinutes minutes from one checkpoint to the next; 0: not by time
 * @param keep how many of the newest are kept, beside that of the best epoch
 * @param folder where they are; empty: beside the output
 * @param whenDone what becomes of them when the model is written
 */
public record CheckpointConfig(
    int everyRounds, int everyMinutes, int keep, String folder, WhenDone whenDone)
    implements Serializable {

  /** What becomes of checkpoints that nobody needs any more to end the training. */
  public enum WhenDone {
    DELETE,
    KEEP
  }

  public CheckpointConfig {
    new Checks("checkpoint")
        .atLeast("every-rounds", everyRounds, 0)
        .atLeast("every-minutes", everyMinutes, 0)
        .atLeast("keep", keep, 1)
        .throwIfAny();
  }

  /** Whether checkpoints are written at all. */
  public boolean isOn() {
    return everyRounds > 0 || everyMinutes > 0;
  }
}
