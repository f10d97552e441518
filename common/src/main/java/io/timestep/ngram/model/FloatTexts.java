package io.timestep.ngram.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Texts of floats, remembered: few numbers make up most backoffs, for most contexts were seen once
 * or twice.
 */
final class FloatTexts {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Room that {@link #write} needs in the target. */
  static final int ROOM = 2 * Long.BYTES;

  /** Texts remembered; one place for each hash. */
  private static final int PLACES = 1 << 12;

  private final int[] floats = new int[PLACES];
  private final byte[] lengths = new byte[PLACES];
  private final long[] firsts = new long[PLACES];
  private final long[] seconds = new long[PLACES];

  /**
   * Writes as {@link FloatText#write}.
   *
   * @param target with {@value #ROOM} bytes of room, of which those after the text are overwritten
   */
  int write(float value, byte[] target, int at) {
    int bits = Float.floatToRawIntBits(value);
    int place = (bits * 0x9E3779B1) >>> (Integer.SIZE - 12);
    if (floats[place] == bits && lengths[place] > 0) {
      LONGS.set(target, at, firsts[place]);
      LONGS.set(target, at + Long.BYTES, seconds[place]);
      return at + lengths[place];
    }
    int end = FloatText.write(value, target, at);
    floats[place] = bits;
    lengths[place] = (byte) (end - at);
    firsts[place] = (long) LONGS.get(target, at);
    seconds[place] = (long) LONGS.get(target, at + Long.BYTES);
    return end;
  }
}
