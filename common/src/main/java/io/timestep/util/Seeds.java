package io.timestep.util;

import java.nio.charset.StandardCharsets;

/**
 * The one place where seeds are derived, so that a draw depends on what it is for (the run's seed,
 * a purpose, a replica, a step), never on the machine, the thread or the order of tasks.
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * A seed for one purpose.
   *
   * @param seed the run's seed
   * @param purpose what is drawn, e.g. {@code "initial-weights"}
   * @param path where it is drawn: replica, round, step
   */
  public static long derive(long seed, String purpose, long... path) {
    long state = mix(seed + GOLDEN_GAMMA);
    state = mix(state ^ hash(purpose.getBytes(StandardCharsets.UTF_8)));
    for (long part : path) {
      state = mix(state * 31 + part + GOLDEN_GAMMA);
    }
    return state;
  }

  /** A 64-bit hash of bytes that is the same on every platform (FNV-1a, then mixed). */
  public static long hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  /** As {@link #hash(byte[])} for {@code length} bytes from {@code offset}. */
  public static long hash(byte[] bytes, int offset, int length) {
    long h = 0xCBF29CE484222325L;
    for (int i = offset; i < offset + length; i++) {
      h = (h ^ (bytes[i] & 0xFF)) * 0x100000001B3L;
    }
    return mix(h);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection that scatters bits. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
