package io.timestep.bench.arpa;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 128 bits that stand for an N-gram's bytes: with 10^9 different N-grams the chance that any two
 * share them is below 10^-20. Reused from entry to entry.
 */
final class NgramHash {
  /** The 128 bits kept aside. */
  record Value(long high, long low) {}

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Odd, without structure: the fractions of the golden ratio and of the square roots of 3 and 5.
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xBB67AE8584CAA73BL;
  private static final long LENGTH = 0x3C6EF372FE94F82BL;

  private long high;
  private long low;

  /** Hashes a range of bytes. */
  void of(byte[] bytes, int from, int to) {
    long a = (to - from) * LENGTH;
    long b = ~a;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      a = step(a, word, FIRST);
      b = step(b, word, SECOND);
    }
    long rest = 0;
    for (int shift = 0; i < to; i++, shift += Byte.SIZE) {
      rest |= (bytes[i] & 0xFFL) << shift;
    }
    high = finish(step(a, rest, FIRST));
    low = Math.max(1, finish(step(b, rest, SECOND)) >>> 1);
  }

  /** For a given word a bijection of the state: what differs stays different. */
  private static long step(long state, long word, long factor) {
    long product = (state ^ word) * factor;
    return product ^ product >>> 29;
  }

  /** The finalizer of MurmurHash3 (Austin Appleby): every bit of the state moves every other. */
  private static long finish(long state) {
    long mixed = (state ^ state >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }

  boolean isValue(Value value) {
    return high == value.high() && low == value.low();
  }

  /** All 64 bits are used. */
  long high() {
    return high;
  }

  /** Greater than 0. */
  long low() {
    return low;
  }
}
