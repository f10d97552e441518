package io.timestep.ngram.association;

import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.RadixSort;
import io.timestep.ngram.count.SuffixLevel;

/**
 * How often each context of a level's N-grams has any word after it. A partition by the last word
 * but one has all N-grams of a context, so the sums are those of the whole text.
 */
public final class ContextSums {
  private static final int BIGRAM = 2;
  private static final int TRIGRAM = 3;

  private ContextSums() {}

  /**
   * Sums counts by context.
   *
   * @param level of bigrams or trigrams
   * @return occurrences of the context of each N-gram, with any last word, [size]
   */
  public static long[] of(SuffixLevel level, KeyColumns keys) {
    if (level.order() != BIGRAM && level.order() != TRIGRAM) {
      throw new IllegalArgumentException("Contexts of %d-grams".formatted(level.order()));
    }
    int size = level.size();
    long[] contexts = new long[size];
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      int key = level.source()[i];
      long first = level.order() == TRIGRAM ? keys.word(key, TRIGRAM - 1) : 0;
      contexts[i] = keys.word(key, 0) << Integer.SIZE | first;
      places[i] = i;
    }
    RadixSort.Sorted sorted = RadixSort.sort(new long[][] {contexts}, places, size);
    long[] sums = new long[size];
    for (int from = 0, to; from < size; from = to) {
      long sum = 0;
      for (to = from; to < size && sorted.keys()[0][to] == sorted.keys()[0][from]; to++) {
        sum += level.actual()[sorted.payload()[to]];
      }
      for (int i = from; i < to; i++) {
        sums[sorted.payload()[i]] = sum;
      }
    }
    return sums;
  }
}
