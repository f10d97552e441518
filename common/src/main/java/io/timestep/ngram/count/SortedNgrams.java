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

  /**
   * Sorts and counts.
   *
   * @param blocks of {@link SuffixEvents#takeBlocks}, in any order
   */
  public static SortedNgrams of(KeyLayout layout, List<byte[]> blocks) {
    int longs = layout.longs();
    long bytes = blocks.stream().mapToLong(block -> block.length).sum();
    int events = Math.toIntExact(bytes / Long.BYTES / longs);
    long[][] keys = new long[longs][events];
    int at = 0;
    for (byte[] block : blocks) {
      ByteBlockReader in = new ByteBlockReader(block);
      while (in.hasNext()) {
        for (int c = 0; c < longs; c++) {
          keys[c][at] = in.nextLong();
        }
        at++;
      }
    }
    return combine(layout, RadixSort.sort(keys, null, events).keys(), events);
  }

  /**
   * Sorts N-grams that were counted before; counts of the same N-gram are added.
   *
   * @param blocks of {@link CountedEvents#takeBlocks}, in any order
   */
  public static SortedNgrams ofCounted(KeyLayout layout, List<byte[]> blocks) {
    int longs = layout.longs();
    long[][] rows = columns(blocks, longs + 1); // the count is one more column of the key
    int size = rows[0].length;
    long[][] sorted = RadixSort.sort(rows, null, size).keys();
    long[][] keys = Arrays.copyOf(sorted, longs);
    long[] counts = sorted[longs];
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

  /** Rows of longs by column, [columns][rows]. */
  private static long[][] columns(List<byte[]> blocks, int columns) {
    long bytes = blocks.stream().mapToLong(block -> block.length).sum();
    long[][] rows = new long[columns][Math.toIntExact(bytes / Long.BYTES / columns)];
    int at = 0;
    for (byte[] block : blocks) {
      ByteBlockReader in = new ByteBlockReader(block);
      while (in.hasNext()) {
        for (long[] column : rows) {
          column[at] = in.nextLong();
        }
        at++;
      }
    }
    return rows;
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
