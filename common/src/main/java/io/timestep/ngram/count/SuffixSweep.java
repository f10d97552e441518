package io.timestep.ngram.count;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass over N-grams in suffix order that finds the N-grams of all lower orders, from 2, with
 * their actual and adjusted counts (Kneser and Ney 1995; Heafield et al. 2013, section 3.2).
 */
public final class SuffixSweep {
  private final SortedNgrams ngrams;
  private final int order;
  private final KeyColumns keys;
  private final int[][] source;
  private final int[][] parent;
  private final long[][] adjusted;
  private final long[][] actual;
  private final int[] sizes;
  private final int[] own;

  private SuffixSweep(SortedNgrams ngrams) {
    this.ngrams = ngrams;
    this.order = ngrams.layout().words();
    this.keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    this.sizes = sizes();
    this.own = new int[ngrams.size()];
    this.source = new int[order + 1][];
    this.parent = new int[order + 1][];
    this.adjusted = new long[order + 1][];
    this.actual = new long[order + 1][];
    for (int k = 2; k <= order; k++) {
      source[k] = new int[sizes[k]];
      parent[k] = new int[sizes[k]];
      adjusted[k] = new long[sizes[k]];
      actual[k] = new long[sizes[k]];
    }
  }

  /** The levels of order 2 to N. */
  public static List<SuffixLevel> levels(SortedNgrams ngrams) {
    return sweep(ngrams).levels();
  }

  /** The levels, and where in them each of the longest N-grams is. */
  public static SuffixLevels sweep(SortedNgrams ngrams) {
    SuffixSweep sweep = new SuffixSweep(ngrams);
    sweep.run();
    List<SuffixLevel> levels = new ArrayList<>();
    for (int k = 2; k <= sweep.order; k++) {
      levels.add(
          new SuffixLevel(
              k,
              sweep.sizes[k],
              sweep.source[k],
              sweep.parent[k],
              sweep.adjusted[k],
              sweep.actual[k]));
    }
    return new SuffixLevels(levels, sweep.own);
  }

  private void run() {
    int[] next = new int[order + 1]; // place of the k-gram that begins next
    for (int i = 0; i < ngrams.size(); i++) {
      int length = keys.length(i);
      int common = i == 0 ? 0 : keys.common(i - 1, i);
      for (int k = Math.max(2, common + 1); k <= length; k++) {
        int at = next[k]++;
        source[k][at] = i;
        if (k > 2) {
          int suffix = next[k - 1] - 1;
          parent[k][at] = suffix;
          adjusted[k - 1][suffix]++;
        }
      }
      long count = ngrams.counts()[i];
      for (int k = 2; k <= length; k++) {
        actual[k][next[k] - 1] += count;
      }
      if (length > 1) {
        // The highest order; or nothing can stand before <s>: it counts as often as it occurs.
        own[i] = next[length] - 1;
        adjusted[length][own[i]] += count;
      }
    }
  }

  /** N-grams of each order. */
  private int[] sizes() {
    int[] sizes = new int[order + 1];
    for (int i = 0; i < ngrams.size(); i++) {
      int common = i == 0 ? 0 : keys.common(i - 1, i);
      int length = keys.length(i);
      for (int k = Math.max(2, common + 1); k <= length; k++) {
        sizes[k]++;
      }
    }
    return sizes;
  }
}
