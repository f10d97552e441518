package io.timestep.jobs.train;

import io.timestep.jobs.engine.Handoff;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * How Spark's shuffle writes the messages of a round: as {@link RoundCodec} has them. Of keys
 * nothing is written: they say which task merges a message, and it has come there.
 */
final class RoundSerializer extends Serializer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Handoff handoff;

  RoundSerializer(Handoff handoff) {
    this.handoff = handoff;
  }

  @Override
  public SerializerInstance newInstance() {
    return new Instance(handoff);
  }

  private static final class Instance extends SerializerInstance {
    private final Handoff handoff;

    Instance(Handoff handoff) {
      this.handoff = handoff;
    }

    @Override
    public <T> ByteBuffer serialize(T message, ClassTag<T> type) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      serializeStream(bytes).writeObject(message, type);
      return ByteBuffer.wrap(bytes.toByteArray());
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return deserializeStream(new ByteArrayInputStream(copy)).readObject(type);
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
      return deserialize(bytes, type);
    }

    @Override
    public SerializationStream serializeStream(OutputStream out) {
      return new Messages(out, handoff);
    }

    @Override
    public DeserializationStream deserializeStream(InputStream in) {
      return new ReadMessages(in, handoff);
    }
  }

  private static final class Messages extends SerializationStream {
    private final OutputStream out;
    private final RoundCodec.Writer writer;

    Messages(OutputStream out, Handoff handoff) {
      this.out = out;
      this.writer = new RoundCodec.Writer(out, handoff);
    }

    @Override
    public <T> SerializationStream writeObject(T message, ClassTag<T> type) {
      try {
        writer.write((RoundMessage<?>) message);
      } catch (IOException e) {
        throw undeclared(e);
      }
      return this;
    }

    @Override
    public <T> SerializationStream writeKey(T key, ClassTag<T> type) {
      return this;
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw undeclared(e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw undeclared(e);
      }
    }
  }

  private static final class ReadMessages extends DeserializationStream {
    private static final Integer NO_KEY = 0;

    private final InputStream in;
    private final RoundCodec.Reader reader;

    ReadMessages(InputStream in, Handoff handoff) {
      this.in = in;
      this.reader = new RoundCodec.Reader(in, handoff);
    }

    /** Between two messages the end of the stream is its end, and nowhere else. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T readKey(ClassTag<T> type) {
      try {
        if (reader.isAtEnd()) {
          throw new EOFException(); // so Spark knows the end
        }
      } catch (IOException e) {
        throw undeclared(e);
      }
      return (T) NO_KEY;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T readObject(ClassTag<T> type) {
      try {
        return (T) reader.read();
      } catch (IOException e) {
        throw undeclared(e);
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw undeclared(e);
      }
    }
  }

  /** Scala's methods declare no exceptions, and Spark expects these as they are. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> RuntimeException undeclared(IOException e) throws E {
    throw (E) e;
  }
}
