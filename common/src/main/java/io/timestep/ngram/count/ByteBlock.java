package io.timestep.ngram.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers written one after another into bytes that grow; read by {@link ByteBlockReader}. */
public final class ByteBlock {
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Below the largest array that every JVM can make. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int size;

  public void putLong(long value) {
    int at = grow(Long.BYTES);
    LONGS.set(bytes, at, value);
  }

  public void putInt(int value) {
    int at = grow(Integer.BYTES);
    INTS.set(bytes, at, value);
  }

  public void putFloat(float value) {
    putInt(Float.floatToRawIntBits(value));
  }

  /** Writes over an int that was put before. */
  public void setInt(int position, int value) {
    INTS.set(bytes, position, value);
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  /** Makes room for what is going to be written, so that nothing is copied when it is taken. */
  void expect(long more) {
    if (size + more <= MAX_BYTES && size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) (size + more));
    }
  }

  /** What was written; from here on the block is empty. */
  public byte[] take() {
    byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    bytes = EMPTY;
    size = 0;
    return taken;
  }

  private int grow(int more) {
    int at = size;
    if (bytes.length - at < more) {
      long wanted = Math.max(at + (long) more, Math.max(64, bytes.length + (bytes.length >> 1L)));
      if (at + (long) more > MAX_BYTES) {
        throw new IllegalStateException("A block of more than 2 GB; use more partitions");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, wanted));
    }
    size = at + more;
    return at;
  }
}
