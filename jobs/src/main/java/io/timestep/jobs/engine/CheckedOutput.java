package io.timestep.jobs.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes numbers as little-endian bytes in runs, each with a checksum (CRC-32C) behind it. Arrays
 * go through one copy of 64 KiB at a time; {@code ObjectOutputStream} turns floats one by one.
 */
public final class CheckedOutput {
  static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * @param out written to in large pieces, never closed
   */
  public CheckedOutput(OutputStream out) {
    this.out = out;
  }

  public CheckedOutput writeInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  public CheckedOutput writeLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
    return this;
  }

  public CheckedOutput writeDouble(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
    return this;
  }

  public CheckedOutput writeBytes(byte[] values) throws IOException {
    for (int from = 0; from < values.length; ) {
      room(1);
      int count = Math.min(values.length - from, buffer.remaining());
      buffer.put(values, from, count);
      from += count;
    }
    return this;
  }

  /** Writes {@code count} values from {@code values[from]} on. */
  public CheckedOutput writeFloats(float[] values, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      room(Float.BYTES);
      int now = Math.min(count - done, buffer.remaining() / Float.BYTES);
      buffer.asFloatBuffer().put(values, from + done, now);
      buffer.position(buffer.position() + now * Float.BYTES);
      done += now;
    }
    return this;
  }

  /** Ends a run: what follows has a checksum of its own. */
  public void endRun() throws IOException {
    drain();
    buffer.putInt((int) checksum.getValue());
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
    checksum.reset();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
    return buffer;
  }

  private void drain() throws IOException {
    checksum.update(buffer.array(), 0, buffer.position());
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
