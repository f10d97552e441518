package io.timestep.text;

import io.timestep.util.Seeds;

/**
 * A 64-bit hash of a text that may come in pieces: equal texts have equal hashes however they are
 * cut. FNV-1a over the UTF-16 units, low byte first, then mixed.
 */
public final class TextHash {
  private static final long OFFSET_BASIS = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private long state = OFFSET_BASIS;

  /** The hash of one string. */
  public static long of(String text) {
    return new TextHash().add(text).value();
  }

  public TextHash add(String piece) {
    long h = state;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      h = (h ^ (c & 0xFF)) * PRIME;
      h = (h ^ (c >>> 8)) * PRIME;
    }
    state = h;
    return this;
  }

  public long value() {
    return Seeds.mix(state);
  }
}
