package io.timestep.jobs.train;

import io.timestep.nn.RecurrentState;
import io.timestep.train.ReplicaReport;
import java.io.Serializable;

/** What travels in a round: from a replica to the mergers, and from the mergers to the driver. */
sealed interface RoundMessage extends Serializable {
  /**
   * A replica's values of one chunk of the vector (parameters, then optimizer state).
   *
   * @param tokens the replica's weight
   */
  record Part(int replica, int chunk, long tokens, float[] values) implements RoundMessage {}

  /** A chunk, merged. */
  record Merged(int chunk, float[] values) implements RoundMessage {}

  /** What is not merged: a replica's report and the state of its streams. */
  record Ended(ReplicaReport report, RecurrentState state) implements RoundMessage {}
}
