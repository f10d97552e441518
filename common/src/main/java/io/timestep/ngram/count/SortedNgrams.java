package io.timestep.ngram.count;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The distinct N-grams of a partition in suffix order and how often each occurs; see {@link
 * SuffixEvents} for the order of a key's words.
 *
 * @param layout of the keys
 * @param keys by column, rising and distinct, [longs][n]
 * @param counts occurrences, at least 1, [n]
 */
public record SortedNgrams(KeyLayout layout, long[][] keys, long[] counts) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows that are sorted at a time; more are sorted in runs, which are then merged. */
  private static final int RUN = 1 << 22;

  /**
   * Sorts and counts. Beside the blocks, N-grams that occur again and again take no more memory
   * than once: not more than a run's are held as they occur.
   *
   * @param blocks of {@link SuffixEvents#takeBlocks}, in any order
   */
  public static SortedNgrams of(KeyLayout layout, List<byte[]> blocks) {
    return of(layout, blocks, RUN);
  }

  static SortedNgrams of(KeyLayout layout, List<byte[]> blocks, int run) {
    return sorted(
        blocks,
        layout.longs(),
        run,
        (keys, size) -> combine(layout, RadixSort.sort(keys, null, size).keys(), size));
  }

  /**
   * Sorts N-grams that were counted before; counts of the same N-gram are added.
   *
   * @param blocks of {@link CountedEvents#takeBlocks}, in any order
   */
  public static SortedNgrams ofCounted(KeyLayout layout, List<byte[]> blocks) {
    return ofCounted(layout, blocks, RUN);
  }

  static SortedNgrams ofCounted(KeyLayout layout, List<byte[]> blocks, int run) {
    return sorted(
        blocks,
        layout.longs() + 1, // the count is one more column of the key
        run,
        (rows, size) -> combineCounted(layout, RadixSort.sort(rows, null, size).keys(), size));
  }

  private interface Run {
    SortedNgrams of(long[][] rows, int size);
  }

  /** Reads rows of longs, by column, run by run. */
  private static SortedNgrams sorted(List<byte[]> blocks, int columns, int run, Run counted) {
    long bytes = blocks.stream().mapToLong(block -> block.length).sum();
    long[][] rows = new long[columns][(int) Math.min(run, bytes / Long.BYTES / columns)];
    SortedRuns runs = new SortedRuns();
    int at = 0;
    for (byte[] block : blocks) {
      ByteBlockReader in = new ByteBlockReader(block);
      while (in.hasNext()) {
        if (at == run) {
          runs.add(counted.of(rows, at));
          at = 0;
        }
        for (long[] column : rows) {
          column[at] = in.nextLong();
        }
        at++;
      }
    }
    SortedNgrams last = counted.of(rows, at);
    return runs.isEmpty() ? last : runs.add(last).merged();
  }

  private static SortedNgrams combineCounted(KeyLayout layout, long[][] sorted, int size) {
    long[][] keys = Arrays.copyOf(sorted, sorted.length - 1);
    long[] counts = sorted[sorted.length - 1];
    int last = -1;
    for (int i = 0; i < size; i++) {
      if (last >= 0 && equal(keys, last, i)) {
        counts[last] = Math.addExact(counts[last], counts[i]);
      } else {
        last++;
        for (long[] column : sorted) {
          column[last] = column[i];
        }
      }
    }
    int distinct = last + 1;
    Arrays.setAll(keys, c -> Arrays.copyOf(keys[c], distinct));
    return new SortedNgrams(layout, keys, Arrays.copyOf(counts, distinct));
  }

  public int size() {
    return counts.length;
  }

  private static SortedNgrams combine(KeyLayout layout, long[][] keys, int events) {
    long[] counts = new long[events];
    int last = -1;
    for (int i = 0; i < events; i++) {
      if (last < 0 || !equal(keys, last, i)) {
        last++;
        for (long[] column : keys) {
          column[last] = column[i];
        }
      }
      counts[last]++;
    }
    int size = last + 1;
    long[][] trimmed = new long[keys.length][];
    Arrays.setAll(trimmed, c -> Arrays.copyOf(keys[c], size));
    return new SortedNgrams(layout, trimmed, Arrays.copyOf(counts, size));
  }

  private static boolean equal(long[][] keys, int i, int j) {
    for (long[] column : keys) {
      if (column[i] != column[j]) {
        return false;
      }
    }
    return true;
  }
}
