package io.timestep.ngram.binary;

/**
 * Where words were found among many children, or not: what is frequent in texts is asked again and
 * again, and a search among ten thousand takes a dozen steps through memory. Direct-mapped: what
 * comes later takes the place of what was there.
 */
final class SearchCache {
  /** Fewer children than this are searched as fast as they are looked up. */
  static final int WORTHWHILE = 16;

  /** 64 KiB in all, so that it stays in the processor's cache and costs nothing to make. */
  private static final int SLOT_BITS = 12;

  /** 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4). */
  private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

  /** First child (upper half) and word (lower half) of what was searched, [slots]. */
  private final long[] searches = new long[1 << SLOT_BITS];

  /** The level that the children are of, [slots]; null: the slot is free. */
  private final PackedLevel[] levels = new PackedLevel[1 << SLOT_BITS];

  /** What was found, [slots]. */
  private final int[] found = new int[1 << SLOT_BITS];

  static int slot(int firstChild, int word) {
    return (int) ((key(firstChild, word) * FIBONACCI) >>> (Long.SIZE - SLOT_BITS));
  }

  boolean has(int slot, PackedLevel level, int firstChild, int word) {
    return searches[slot] == key(firstChild, word) && levels[slot] == level;
  }

  /** The child that was found, or -1. */
  int found(int slot) {
    return found[slot];
  }

  void put(int slot, PackedLevel level, int firstChild, int word, int child) {
    searches[slot] = key(firstChild, word);
    levels[slot] = level;
    found[slot] = child;
  }

  private static long key(int firstChild, int word) {
    return (long) firstChild << Integer.SIZE | word;
  }
}
