package io.timestep.ngram.estimate;

import io.timestep.ngram.count.ContextBlocks;
import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.KeyLayout;

/**
 * The contexts of N-grams of one order, packed in reading order from keys in the order of suffixes:
 * there the last word of a context is first, the word after it second, the others follow backwards.
 */
final class ContextKeys {
  private final KeyColumns keys;
  private final int words;
  private final int longs;
  private final int perLong;
  private final int[] shifts;

  /** Position in a suffix key of each word of the context, in reading order. */
  private final int[] positions;

  ContextKeys(KeyLayout layout, KeyColumns keys, int order) {
    this.keys = keys;
    this.words = order - 1;
    KeyLayout context = layout.withWords(words);
    this.longs = context.longs();
    this.perLong = context.wordsPerLong();
    this.shifts = context.shifts();
    this.positions = new int[words];
    for (int j = 0; j < words; j++) {
      positions[j] = j == words - 1 ? 0 : order - 1 - j;
    }
  }

  /** Longs of a key. */
  int longs() {
    return longs;
  }

  /** The packed first word of the context of an N-gram. */
  long firstWord(int ngram) {
    return keys.word(ngram, positions[0]);
  }

  /** Whether a word's packed number is above a bound. */
  boolean hasWordAbove(int ngram, long bound) {
    for (int position : positions) {
      if (keys.word(ngram, position) > bound) {
        return true;
      }
    }
    return false;
  }

  /** Writes the context's key. */
  void put(int ngram, ContextBlocks out) {
    long packed = 0;
    int inLong = 0;
    for (int j = 0; j < words; j++) {
      if (inLong == perLong) {
        out.key(packed);
        packed = 0;
        inLong = 0;
      }
      packed |= keys.word(ngram, positions[j]) << shifts[j];
      inLong++;
    }
    out.key(packed);
  }
}
