package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Sorts keys of several longs, held in columns: by the first column least significant digit first,
 * without comparisons; then the runs that are equal in it by the next, and so on. Most keys differ
 * in the first column, so the others cost little. Stable.
 */
public final class RadixSort {
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /** Runs shorter than this are sorted by insertion. */
  private static final int SHORT_RUN = 48;

  private final int size;
  private long[][] keys;
  private long[][] aside;
  private int[] payload;
  private int[] payloadAside;

  private RadixSort(long[][] keys, int[] payload, int size) {
    this.size = size;
    this.keys = keys;
    this.payload = payload;
    this.aside = new long[keys.length][size];
    this.payloadAside = payload == null ? null : new int[size];
  }

  /** Keys in order, with what was carried along: new arrays or those given. */
  public record Sorted(long[][] keys, int[] payload) {}

  /**
   * Sorts.
   *
   * @param keys by column, the first the most significant, compared as unsigned numbers, [longs][at
   *     least size]; overwritten
   * @param payload moved with the keys, [at least size]; overwritten; may be null
   */
  public static Sorted sort(long[][] keys, int[] payload, int size) {
    RadixSort sort = new RadixSort(keys.clone(), payload, size);
    sort.byColumn(0);
    if (keys.length > 1) {
      sort.runs(0, 0, size);
    }
    return new Sorted(sort.keys, sort.payload);
  }

  private void byColumn(int column) {
    long varying = varyingBits(keys[column]);
    while (varying != 0) {
      int shift = Math.min(Long.numberOfTrailingZeros(varying), Long.SIZE - DIGIT_BITS);
      byDigit(column, shift);
      varying &= ~((DIGITS - 1L) << shift);
    }
  }

  /** Bits that are not the same in all keys. */
  private long varyingBits(long[] column) {
    long ones = 0;
    long zeros = 0;
    for (int i = 0; i < size; i++) {
      ones |= column[i];
      zeros |= ~column[i];
    }
    return ones & zeros;
  }

  private void byDigit(int column, int shift) {
    int[] next = starts(keys[column], shift);
    switch (keys.length) {
      case 1 -> scatterOne(shift, next);
      case 2 -> scatterTwo(column, shift, next);
      default -> scatterMany(column, shift, next);
    }
    long[][] sorted = aside;
    aside = keys;
    keys = sorted;
    int[] carried = payloadAside;
    payloadAside = payload;
    payload = carried;
  }

  /** Where the keys of each digit begin. */
  private int[] starts(long[] column, int shift) {
    int[] counts = new int[DIGITS];
    for (int i = 0; i < size; i++) {
      counts[(int) (column[i] >>> shift) & (DIGITS - 1)]++;
    }
    int start = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = counts[digit];
      counts[digit] = start;
      start += count;
    }
    return counts;
  }

  private void scatterOne(int shift, int[] next) {
    long[] from = keys[0];
    long[] to = aside[0];
    int[] carried = payload;
    int[] carriedTo = payloadAside;
    for (int i = 0; i < size; i++) {
      long key = from[i];
      int target = next[(int) (key >>> shift) & (DIGITS - 1)]++;
      to[target] = key;
      if (carried != null) {
        carriedTo[target] = carried[i];
      }
    }
  }

  private void scatterTwo(int column, int shift, int[] next) {
    long[] digits = keys[column];
    long[] first = keys[0];
    long[] second = keys[1];
    long[] firstTo = aside[0];
    long[] secondTo = aside[1];
    int[] carried = payload;
    int[] carriedTo = payloadAside;
    for (int i = 0; i < size; i++) {
      int target = next[(int) (digits[i] >>> shift) & (DIGITS - 1)]++;
      firstTo[target] = first[i];
      secondTo[target] = second[i];
      if (carried != null) {
        carriedTo[target] = carried[i];
      }
    }
  }

  private void scatterMany(int column, int shift, int[] next) {
    long[] digits = keys[column];
    for (int i = 0; i < size; i++) {
      int target = next[(int) (digits[i] >>> shift) & (DIGITS - 1)]++;
      for (int c = 0; c < keys.length; c++) {
        aside[c][target] = keys[c][i];
      }
      if (payload != null) {
        payloadAside[target] = payload[i];
      }
    }
  }

  /** Sorts the runs that are equal in a column, within a range, by the columns after it. */
  private void runs(int column, int from, int to) {
    long[] sorted = keys[column];
    for (int start = from, end; start < to; start = end) {
      end = start + 1;
      while (end < to && sorted[end] == sorted[start]) {
        end++;
      }
      if (end - start > SHORT_RUN) {
        longRun(column + 1, start, end);
      } else if (end - start > 1) {
        shortRun(column + 1, start, end);
      }
    }
  }

  private void shortRun(int column, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      for (int j = i; j > from && isLess(column, j, j - 1); j--) {
        swap(column, j, j - 1);
      }
    }
  }

  private void longRun(int column, int from, int to) {
    int length = to - from;
    int columns = keys.length - column;
    long[][] part = new long[columns][];
    for (int c = 0; c < columns; c++) {
      part[c] = Arrays.copyOfRange(keys[column + c], from, to);
    }
    int[] carried = payload == null ? null : Arrays.copyOfRange(payload, from, to);
    Sorted sorted = sort(part, carried, length);
    for (int c = 0; c < columns; c++) {
      System.arraycopy(sorted.keys()[c], 0, keys[column + c], from, length);
    }
    if (payload != null) {
      System.arraycopy(sorted.payload(), 0, payload, from, length);
    }
  }

  /** Whether one key is before another by the columns from one on. */
  private boolean isLess(int column, int i, int j) {
    for (int c = column; c < keys.length; c++) {
      int order = Long.compareUnsigned(keys[c][i], keys[c][j]);
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  private void swap(int column, int i, int j) {
    for (int c = column; c < keys.length; c++) {
      long key = keys[c][i];
      keys[c][i] = keys[c][j];
      keys[c][j] = key;
    }
    if (payload != null) {
      int carried = payload[i];
      payload[i] = payload[j];
      payload[j] = carried;
    }
  }
}
