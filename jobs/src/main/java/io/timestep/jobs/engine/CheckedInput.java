package io.timestep.jobs.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads what {@link CheckedOutput} wrote, and not a byte more. Nothing that was read of a run may
 * be relied on, its lengths least of all, before {@link #endRun} has compared its checksum.
 */
public final class CheckedInput {
  private static final int NONE = -1;

  private final InputStream in;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(CheckedOutput.BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int peeked = NONE;

  public CheckedInput(InputStream in) {
    this.in = in;
  }

  /** Whether the stream ends here, between two runs. */
  public boolean isAtEnd() throws IOException {
    if (peeked == NONE) {
      peeked = in.read();
    }
    return peeked == NONE;
  }

  /**
   * @throws DamagedBytesException if the stream ends before
   */
  public int readInt() throws IOException {
    return read(Integer.BYTES).getInt();
  }

  /**
   * @throws DamagedBytesException if the stream ends before
   */
  public long readLong() throws IOException {
    return read(Long.BYTES).getLong();
  }

  /**
   * @throws DamagedBytesException if the stream ends before
   */
  public double readDouble() throws IOException {
    return read(Double.BYTES).getDouble();
  }

  /**
   * @throws DamagedBytesException if the stream ends before
   */
  public byte[] readBytes(int count) throws IOException {
    byte[] values = new byte[count];
    for (int from = 0; from < count; ) {
      int now = Math.min(count - from, buffer.capacity());
      read(now).get(values, from, now);
      from += now;
    }
    return values;
  }

  /**
   * @throws DamagedBytesException if the stream ends before
   */
  public float[] readFloats(int count) throws IOException {
    float[] values = new float[count];
    int most = buffer.capacity() / Float.BYTES;
    for (int from = 0; from < count; ) {
      int now = Math.min(count - from, most);
      read(now * Float.BYTES).asFloatBuffer().get(values, from, now);
      from += now;
    }
    return values;
  }

  /**
   * Ends a run.
   *
   * @throws DamagedBytesException if what was read since the last one is not what was written
   */
  public void endRun() throws IOException {
    int computed = (int) checksum.getValue();
    int written = read(Integer.BYTES).getInt();
    checksum.reset();
    if (computed != written) {
      throw new DamagedBytesException(
          "Checksum %08x was written, the bytes have %08x".formatted(written, computed));
    }
  }

  /** The next bytes, in {@link #buffer}. */
  private ByteBuffer read(int count) throws IOException {
    byte[] bytes = buffer.array();
    int have = 0;
    if (peeked != NONE) {
      bytes[have++] = (byte) peeked;
      peeked = NONE;
    }
    while (have < count) {
      int now = in.read(bytes, have, count - have);
      if (now < 0) {
        throw new DamagedBytesException("The bytes end too early");
      }
      have += now;
    }
    checksum.update(bytes, 0, count);
    return buffer.position(0).limit(count);
  }
}
