package io.timestep.jobs.train;

import io.timestep.jobs.engine.CheckedInput;
import io.timestep.jobs.engine.CheckedOutput;
import io.timestep.jobs.engine.DamagedBytesException;
import io.timestep.jobs.engine.Handoff;
import io.timestep.jobs.train.RoundMessage.Chunk;
import io.timestep.jobs.train.RoundMessage.Ended;
import io.timestep.jobs.train.RoundMessage.Merged;
import io.timestep.jobs.train.RoundMessage.Part;
import io.timestep.train.Spread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Messages as bytes: a head and a body, each with a checksum, so that no bit that flips on a disk
 * or on the way can become a wrong weight, a wrong place or a wrong report. The body is values as
 * they are in memory (none, where they are handed over), or a replica's end as Java serializes it.
 */
final class RoundCodec {
  private static final int PART = 1;
  private static final int MERGED = 2;
  private static final int ENDED = 3;
  private static final ClassTag<Object> OBJECT = ClassTag$.MODULE$.apply(Object.class);

  private RoundCodec() {}

  /** Java serialization with the class loader of Spark's tasks, whatever is set for data. */
  private static SerializerInstance java() {
    return SparkEnv.get().closureSerializer().newInstance();
  }

  /** Writes messages, one after the other. */
  static final class Writer {
    private final CheckedOutput out;
    private final Handoff handoff;

    Writer(OutputStream out, Handoff handoff) {
      this.out = new CheckedOutput(out);
      this.handoff = handoff;
    }

    void write(RoundMessage<?> message) throws IOException {
      if (message instanceof Part<?> part) {
        out.writeInt(PART).writeInt(part.replica()).writeLong(part.weight());
        write(part.chunk());
      } else if (message instanceof Merged<?> merged) {
        out.writeInt(MERGED).writeInt(merged.replicas());
        out.writeDouble(merged.spread().squares()).writeDouble(merged.spread().meanSquares());
        write(merged.chunk());
      } else if (message instanceof Ended<?> ended) {
        write(ended);
      }
    }

    private void write(Chunk chunk) throws IOException {
      int handed = handoff.offer(chunk.array(), chunk.length());
      out.writeInt(chunk.vector()).writeInt(chunk.offset()).writeInt(chunk.length());
      out.writeInt(handed).writeInt(chunk.from()).endRun();
      if (handed == Handoff.REFUSED) {
        out.writeFloats(chunk.array(), chunk.from(), chunk.length()).endRun();
      }
    }

    private void write(Ended<?> ended) throws IOException {
      ByteBuffer object = java().serialize(ended, OBJECT);
      byte[] bytes = new byte[object.remaining()];
      object.get(bytes);
      out.writeInt(ENDED).writeInt(ended.replica()).writeInt(bytes.length).endRun();
      out.writeBytes(bytes).endRun();
    }
  }

  /** Reads what a {@link Writer} wrote. */
  static final class Reader {
    private final CheckedInput in;
    private final Handoff handoff;

    Reader(InputStream in, Handoff handoff) {
      this.in = new CheckedInput(in);
      this.handoff = handoff;
    }

    /** Whether no message follows. */
    boolean isAtEnd() throws IOException {
      return in.isAtEnd();
    }

    /**
     * The next message.
     *
     * @throws DamagedBytesException if it is not what was written
     */
    RoundMessage<?> read() throws IOException {
      int kind = in.readInt();
      int replicas = in.readInt(); // of a part or a report: which one; else how many
      return switch (kind) {
        case PART -> {
          long weight = in.readLong();
          yield new Part<>(replicas, weight, chunk());
        }
        case MERGED -> {
          Spread spread = new Spread(in.readDouble(), in.readDouble());
          yield new Merged<>(replicas, spread, chunk());
        }
        default -> ended();
      };
    }

    private Chunk chunk() throws IOException {
      int vector = in.readInt();
      int offset = in.readInt();
      int length = in.readInt();
      int handed = in.readInt();
      int from = in.readInt();
      in.endRun(); // before so much is allocated
      if (handed != Handoff.REFUSED) {
        return new Chunk(vector, offset, handoff.take(handed), from, length);
      }
      float[] values = in.readFloats(length);
      in.endRun();
      return new Chunk(vector, offset, values, 0, length);
    }

    private Ended<?> ended() throws IOException {
      int length = in.readInt();
      in.endRun();
      ByteBuffer bytes = ByteBuffer.wrap(in.readBytes(length));
      in.endRun();
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return (Ended<?>) java().deserialize(bytes, loader, OBJECT);
    }
  }
}
