package io.timestep.ngram.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A way to pick words out of a sentence, others between them left out. The k-skip-n-grams of
 * Guthrie et al. (2006, section 2) are the n words that any pattern with at most k words left out
 * picks from any place on; N-grams are those with none left out.
 *
 * @param offsets of the words from the first, rising from 0, [n]
 */
record SkipPattern(int[] offsets) {
  /**
   * All patterns, those of few words left out first.
   *
   * @param words n, at least 2
   * @param skip k, at least 0
   */
  static List<SkipPattern> all(int words, int skip) {
    List<SkipPattern> patterns = new ArrayList<>();
    for (int skipped = 0; skipped <= skip; skipped++) {
      extend(new int[words], 1, skipped, patterns);
    }
    return patterns;
  }

  /** Words from the first to the last, those left out included. */
  int span() {
    return offsets[offsets.length - 1] + 1;
  }

  /** Finds places for the words from {@code at} on that leave out exactly so many. */
  private static void extend(int[] offsets, int at, int skipped, List<SkipPattern> patterns) {
    boolean last = at == offsets.length - 1;
    for (int here = last ? skipped : 0; here <= skipped; here++) {
      offsets[at] = offsets[at - 1] + 1 + here;
      if (last) {
        patterns.add(new SkipPattern(offsets.clone()));
      } else {
        extend(offsets, at + 1, skipped - here, patterns);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SkipPattern pattern && Arrays.equals(offsets, pattern.offsets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return Arrays.toString(offsets);
  }
}
