package io.timestep.ngram.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * From a word's bytes to its id by open addressing, at most half full. The bytes themselves are
 * compared, so two words never share an id whatever their hashes.
 *
 * <p>The words' text belongs to the caller: ids are its places in {@code ends}, as in {@link
 * Lexicon}.
 */
final class WordTable {
  static final int ABSENT = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] slots; // id + 1; 0 where none is
  private final int mask;

  /**
   * @param words that will be put in, at most
   */
  WordTable(int words) {
    long wanted = Math.max(2L * words, 8);
    long size = Long.highestOneBit(wanted - 1) << 1;
    slots = new int[(int) Math.min(size, 1L << 30)];
    mask = slots.length - 1;
    if (words >= slots.length) {
      throw new IllegalArgumentException("A vocabulary has at most %d words".formatted(mask));
    }
  }

  /** How many words fit before lookups grow slow. */
  int room() {
    return slots.length / 2;
  }

  /** The id of text[from, to), or {@link #ABSENT}. */
  int find(byte[] blob, int[] ends, byte[] text, int from, int to) {
    int length = to - from;
    for (int slot = hash(text, from, to) & mask; ; slot = (slot + 1) & mask) {
      int id = slots[slot] - 1;
      if (id < 0) {
        return ABSENT;
      }
      int start = id == 0 ? 0 : ends[id - 1];
      int end = ends[id];
      if (end - start == length && Arrays.equals(blob, start, end, text, from, to)) {
        return id;
      }
    }
  }

  /**
   * Puts the word in whose id this is.
   *
   * @return the id under which the same word is there already, else {@link #ABSENT}
   */
  int put(byte[] blob, int[] ends, int id) {
    int start = id == 0 ? 0 : ends[id - 1];
    int known = find(blob, ends, blob, start, ends[id]);
    if (known != ABSENT) {
      return known;
    }
    int slot = hash(blob, start, ends[id]) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = id + 1;
    return ABSENT;
  }

  /** Eight bytes at a step; the last ones are zeros beyond the word. */
  private static int hash(byte[] text, int from, int to) {
    long h = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      h = scatter(h ^ (long) LONGS.get(text, at));
    }
    if (at < to) {
      h = scatter(h ^ tail(text, at, to));
    }
    return (int) (h ^ (h >>> 32));
  }

  private static long scatter(long h) {
    long product = h * 0x9E3779B97F4A7C15L; // 2^64 / golden ratio
    return product ^ (product >>> 29);
  }

  private static long tail(byte[] text, int from, int to) {
    if (from + 8 <= text.length) {
      return (long) LONGS.get(text, from) & (-1L >>> (64 - 8 * (to - from)));
    }
    long value = 0;
    for (int i = to - 1; i >= from; i--) {
      value = value << 8 | (text[i] & 0xFF);
    }
    return value;
  }
}
