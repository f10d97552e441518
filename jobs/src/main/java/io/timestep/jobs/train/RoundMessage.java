package io.timestep.jobs.train;

import io.timestep.jobs.engine.Handoff;
import io.timestep.train.Spread;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * What travels in a round: from a replica to the mergers, and from the mergers to the driver. As
 * bytes it is what {@link RoundCodec} makes of it, on every way.
 *
 * @param <T> what a replica reports
 */
sealed interface RoundMessage<T> {
  /**
   * A run of values.
   *
   * @param vector number of the vector they are of, from 0
   * @param offset of the first in that vector
   * @param array has them from {@code from} on
   */
  record Chunk(int vector, int offset, float[] array, int from, int length) {
    long bytes() {
      return (long) Float.BYTES * length;
    }
  }

  /**
   * A replica's values of one chunk.
   *
   * @param weight the replica's weight
   */
  record Part<T>(int replica, long weight, Chunk chunk) implements RoundMessage<T> {}

  /**
   * A chunk, merged.
   *
   * @param replicas whose values were merged
   * @param spread of the chunk, if it is of parameters
   */
  record Merged<T>(int replicas, Spread spread, Chunk chunk) implements RoundMessage<T> {}

  /** What is not merged: a replica's report. */
  record Ended<T>(int replica, T report) implements RoundMessage<T> {}

  /** A message in a stream of Java objects. */
  final class Coded<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Handoff handoff;
    private transient RoundMessage<T> message;

    Coded(Handoff handoff, RoundMessage<T> message) {
      this.handoff = handoff;
      this.message = message;
    }

    RoundMessage<T> message() {
      return message;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      new RoundCodec.Writer(out, handoff).write(message);
    }

    @SuppressWarnings("unchecked") // what was written of a round is read as of one
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      message = (RoundMessage<T>) new RoundCodec.Reader(in, handoff).read();
    }
  }
}
