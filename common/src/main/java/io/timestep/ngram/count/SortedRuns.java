package io.timestep.ngram.count;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Sorted N-grams that come in runs and are merged, each run with others of about its size, so that
 * an N-gram is moved as often as the number of runs has binary digits.
 */
final class SortedRuns {
  /** The last added first, each less than half as large as the next. */
  private final Deque<SortedNgrams> runs = new ArrayDeque<>();

  boolean isEmpty() {
    return runs.isEmpty();
  }

  SortedRuns add(SortedNgrams run) {
    SortedNgrams last = run;
    while (!runs.isEmpty() && runs.peek().size() <= 2L * last.size()) {
      last = merge(runs.pop(), last);
    }
    runs.push(last);
    return this;
  }

  /** All runs as one; the counts of the same N-gram are added. */
  SortedNgrams merged() {
    SortedNgrams all = runs.pop();
    while (!runs.isEmpty()) {
      all = merge(runs.pop(), all);
    }
    return all;
  }

  private static SortedNgrams merge(SortedNgrams a, SortedNgrams b) {
    int room = Math.addExact(a.size(), b.size());
    long[][] keys = new long[a.keys().length][room];
    long[] counts = new long[room];
    int i = 0;
    int j = 0;
    int size = 0;
    while (i < a.size() || j < b.size()) {
      int order = i == a.size() ? 1 : j == b.size() ? -1 : compare(a.keys(), i, b.keys(), j);
      SortedNgrams from = order <= 0 ? a : b;
      int place = order <= 0 ? i : j;
      for (int c = 0; c < keys.length; c++) {
        keys[c][size] = from.keys()[c][place];
      }
      if (order <= 0) {
        counts[size] += a.counts()[i++];
      }
      if (order >= 0) {
        counts[size] = Math.addExact(counts[size], b.counts()[j++]);
      }
      size++;
    }
    int distinct = size;
    Arrays.setAll(keys, c -> Arrays.copyOf(keys[c], distinct));
    return new SortedNgrams(a.layout(), keys, Arrays.copyOf(counts, distinct));
  }

  private static int compare(long[][] a, int i, long[][] b, int j) {
    for (int c = 0; c < a.length; c++) {
      int order = Long.compareUnsigned(a[c][i], b[c][j]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
