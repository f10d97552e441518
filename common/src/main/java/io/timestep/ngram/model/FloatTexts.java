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

  /** From here on texts may be longer than two longs; no model has such backoffs. */
  private static final float LARGE = 1e9f;

  /** Texts remembered; one place for each hash. */
  private static final int PLACES = 1 << 12;

  private final int[] floats = new int[PLACES];
  private final byte[] lengths = new byte[PLACES];
  private final long[] firsts = new long[PLACES];
  private final long[] seconds = new long[PLACES];
  private final byte[] text = new byte[FloatText.MAX_LENGTH];

  /** As {@link FloatText#length}. */
  int length(float value) {
    if (!(Math.abs(value) < LARGE)) {
      return FloatText.length(value);
    }
    int bits = Float.floatToRawIntBits(value);
    int place = place(bits);
    if (floats[place] != bits || lengths[place] == 0) {
      remember(bits, place);
    }
    return lengths[place];
  }

  /**
   * Writes as {@link FloatText#write}.
   *
   * @param target with room for {@link FloatText#MAX_LENGTH} bytes, of which those after the text
   *     may be overwritten
   */
  int write(float value, byte[] target, int at) {
    if (!(Math.abs(value) < LARGE)) {
      return FloatText.write(value, target, at);
    }
    int bits = Float.floatToRawIntBits(value);
    int place = place(bits);
    if (floats[place] != bits || lengths[place] == 0) {
      remember(bits, place);
    }
    LONGS.set(target, at, firsts[place]);
    LONGS.set(target, at + Long.BYTES, seconds[place]);
    return at + lengths[place];
  }

  private void remember(int bits, int place) {
    int end = FloatText.write(Float.intBitsToFloat(bits), text, 0);
    floats[place] = bits;
    lengths[place] = (byte) end;
    firsts[place] = (long) LONGS.get(text, 0);
    seconds[place] = (long) LONGS.get(text, Long.BYTES);
  }

  private static int place(int bits) {
    return (bits * 0x9E3779B1) >>> (Integer.SIZE - 12);
  }
}
