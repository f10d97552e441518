package io.timestep.ngram.count;

/**
 * Sorts keys of several longs, held in columns, least significant digit first: stable, without
 * comparisons, in time linear in the number of keys. Digits that are equal in all keys are skipped.
 */
public final class RadixSort {
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private long[][] keys;
  private long[][] keysAside;
  private int[] payload;
  private int[] payloadAside;
  private final int size;

  private RadixSort(long[][] keys, int[] payload, int size) {
    this.keys = keys;
    this.payload = payload;
    this.size = size;
    this.keysAside = new long[keys.length][size];
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
    for (int column = keys.length - 1; column >= 0; column--) {
      sort.byColumn(column);
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
    long[][] sorted = keysAside;
    keysAside = keys;
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
    long[] to = keysAside[0];
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
    long[] firstTo = keysAside[0];
    long[] secondTo = keysAside[1];
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
        keysAside[c][target] = keys[c][i];
      }
      if (payload != null) {
        payloadAside[target] = payload[i];
      }
    }
  }
}
