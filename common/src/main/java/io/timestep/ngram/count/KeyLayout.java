package io.timestep.ngram.count;

import java.io.Serializable;

/**
 * How the words of an N-gram are packed into a key of one or more longs, so that keys compare, as
 * unsigned numbers from the first long on, as the words do from the first word on. A word takes a
 * fixed number of bits and lies in one long; unused bits are 0. What is packed is the word's id +
 * 1: 0 says that there is no word.
 *
 * @param words in a key, at least 1
 * @param bits of a word, 1 to 32
 */
public record KeyLayout(int words, int bits) implements Serializable {
  public KeyLayout {
    if (words < 1 || bits < 1 || bits > Integer.SIZE) {
      throw new IllegalArgumentException("%d words of %d bits".formatted(words, bits));
    }
  }

  /**
   * The layout with the fewest bits.
   *
   * @param vocabularySize ids are below
   */
  public static KeyLayout of(int words, int vocabularySize) {
    return new KeyLayout(
        words, Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(vocabularySize)));
  }

  /** The same for another number of words. */
  public KeyLayout withWords(int count) {
    return new KeyLayout(count, bits);
  }

  /** Longs of a key. */
  public int longs() {
    return column(words - 1) + 1;
  }

  /** Words that share a long. */
  public int wordsPerLong() {
    return Long.SIZE / bits;
  }

  /** Which long of the key holds the word at a position, from 0. */
  public int column(int position) {
    return position / wordsPerLong();
  }

  /** How far left the word at a position stands in its long, in bits. */
  public int shift(int position) {
    int perLong = wordsPerLong();
    return (perLong - 1 - position % perLong) * bits;
  }

  /** All bits of a word, at the right end. */
  public long mask() {
    return (1L << bits) - 1;
  }

  /** Shifts of all positions, [words]. */
  public int[] shifts() {
    int[] shifts = new int[words];
    for (int j = 0; j < words; j++) {
      shifts[j] = shift(j);
    }
    return shifts;
  }
}
