package io.timestep.jobs.train;

import io.timestep.train.Spread;
import java.io.Serializable;

/**
 * What travels in a round: from a replica to the mergers, and from the mergers to the driver.
 *
 * @param <T> what a replica reports
 */
sealed interface RoundMessage<T> extends Serializable {
  /**
   * A replica's values of one chunk of its vector.
   *
   * @param weight the replica's weight
   * @param parameters how many of the values, from the first, are parameters
   */
  record Part<T>(int replica, int chunk, long weight, float[] values, int parameters)
      implements RoundMessage<T> {}

  /**
   * A chunk, merged.
   *
   * @param spread of the chunk's parameters
   * @param received bytes of the values that were merged
   */
  record Merged<T>(int chunk, float[] values, Spread spread, long received)
      implements RoundMessage<T> {}

  /** What is not merged: a replica's report. */
  record Ended<T>(int replica, T report) implements RoundMessage<T> {}
}
