package io.timestep.jobs.train;

import io.timestep.jobs.engine.DamagedBytesException;
import io.timestep.jobs.engine.Handoff;
import io.timestep.train.Spread;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;

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

  /**
   * What is not merged: a replica's report.
   *
   * @param lengths of the replica's vectors: how many values are on their way
   */
  record Ended<T>(int replica, List<Integer> lengths, T report)
      implements RoundMessage<T>, Serializable {}

  /**
   * A message in a stream of Java objects. Its bytes are looked into when the message is asked for:
   * damage that is found earlier, while Spark reads a task's result, ends the job without a word of
   * what it was.
   */
  final class Coded<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Handoff handoff;
    private transient RoundMessage<T> message; // null: still coded
    private transient byte[] coded; // null: never written

    Coded(Handoff handoff, RoundMessage<T> message) {
      this.handoff = handoff;
      this.message = message;
    }

    /**
     * The message.
     *
     * @throws DamagedBytesException if it is not what was written
     */
    @SuppressWarnings("unchecked") // what was written of a round is read as of one
    RoundMessage<T> message() {
      if (message == null) {
        try {
          ByteArrayInputStream in = new ByteArrayInputStream(coded);
          message = (RoundMessage<T>) new RoundCodec.Reader(in, handoff).read();
        } catch (IOException e) {
          throw new UncheckedIOException("Bytes in memory cannot be read", e);
        }
        coded = null;
      }
      return message;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new RoundCodec.Writer(bytes, handoff).write(message());
      out.writeInt(bytes.size());
      bytes.writeTo(out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      int length = in.readInt();
      coded = in.readNBytes(length);
    }
  }
}
