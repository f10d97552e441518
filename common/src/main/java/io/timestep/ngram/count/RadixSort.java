package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Sorts keys of several longs, held in columns, without comparisons: deals them out by their
 * highest bits that differ, then each hand by the next ones, in ever smaller ranges that fit the
 * cache; short ranges are sorted by insertion (McIlroy, Bostic and McIlroy 1993, "Engineering radix
 * sort"). Bits that all keys of a range share cost nothing, and a range of equal keys is done at
 * once: N-grams are full of both. Stable.
 */
public final class RadixSort {
  private static final int MAX_DIGIT_BITS = 11;
  private static final int MIN_DIGIT_BITS = 4;

  /** Ranges up to this size are sorted by insertion. */
  private static final int SHORT = 40;

  private final Rows main;
  private final Rows aside;

  /** Where the next key of each digit goes, by depth of the range. */
  private final int[][] nextByDepth = new int[Long.SIZE * 2][];

  private RadixSort(long[][] keys, int[] payload, int size) {
    this.main = new Rows(keys, payload);
    this.aside =
        new Rows(new long[keys.length][size], payload == null ? null : new int[payload.length]);
  }

  /** Keys in order, with what was carried along: the arrays given. */
  public record Sorted(long[][] keys, int[] payload) {}

  /**
   * Sorts.
   *
   * @param keys by column, the first the most significant, compared as unsigned numbers, [longs][at
   *     least size]; overwritten
   * @param payload moved with the keys, [at least size]; overwritten; may be null
   */
  public static Sorted sort(long[][] keys, int[] payload, int size) {
    if (size <= SHORT) {
      Rows few = new Rows(keys, payload);
      few.insert(0, size, few);
      return new Sorted(keys, payload);
    }
    RadixSort sort = new RadixSort(keys, payload, size);
    sort.range(0, 0, 0, size, sort.main);
    return new Sorted(keys, payload);
  }

  /**
   * Sorts a range of keys that share all columns before one.
   *
   * @param in where the keys are; afterwards they are in the main rows
   */
  private void range(int depth, int first, int from, int to, Rows in) {
    if (to - from <= SHORT) {
      in.insert(from, to, main);
      return;
    }
    int column = first;
    long varying = in.varyingBits(column, from, to);
    while (varying == 0 && column < in.keys.length - 1) {
      varying = in.varyingBits(++column, from, to);
    }
    if (varying == 0) {
      in.copy(from, to, main);
      return;
    }
    int highest = Long.SIZE - Long.numberOfLeadingZeros(varying);
    int shift = Math.max(0, highest - digitBits(to - from));
    int digits = 1 << (highest - shift);
    Rows out = in == main ? aside : main;
    int[] next = starts(depth, in.keys[column], shift, digits, from, to);
    in.deal(column, shift, digits - 1, next, from, to, out);
    int start = from;
    for (int digit = 0; digit < digits; digit++) {
      int end = next[digit];
      if (end > start) {
        range(depth + 1, column, start, end, out);
        start = end;
      }
    }
  }

  /** So many that a digit's keys are few, so few that there are not more digits than keys. */
  private static int digitBits(int size) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size) - 3;
    return Math.max(MIN_DIGIT_BITS, Math.min(MAX_DIGIT_BITS, bits));
  }

  /** Where the keys of each digit begin, [at least digits]. */
  private int[] starts(int depth, long[] column, int shift, int digits, int from, int to) {
    int[] next = nextByDepth[depth];
    if (next == null || next.length < digits) {
      next = new int[digits];
      nextByDepth[depth] = next;
    } else {
      Arrays.fill(next, 0, digits, 0);
    }
    int mask = digits - 1;
    for (int i = from; i < to; i++) {
      next[(int) (column[i] >>> shift) & mask]++;
    }
    int start = from;
    for (int digit = 0; digit < digits; digit++) {
      int count = next[digit];
      next[digit] = start;
      start += count;
    }
    return next;
  }

  /** Keys and what they carry. */
  private static final class Rows {
    private final long[][] keys;
    private final int[] payload;

    Rows(long[][] keys, int[] payload) {
      this.keys = keys;
      this.payload = payload;
    }

    /** Bits of a column that are not the same in all keys of a range. */
    long varyingBits(int column, int from, int to) {
      long[] values = keys[column];
      long first = values[from];
      long varying = 0;
      for (int i = from + 1; i < to; i++) {
        varying |= values[i] ^ first;
      }
      return varying;
    }

    void copy(int from, int to, Rows out) {
      if (out == this) {
        return;
      }
      for (int c = 0; c < keys.length; c++) {
        System.arraycopy(keys[c], from, out.keys[c], from, to - from);
      }
      if (payload != null) {
        System.arraycopy(payload, from, out.payload, from, to - from);
      }
    }

    /** Moves each key of a range to the next place of its digit. */
    void deal(int column, int shift, int mask, int[] next, int from, int to, Rows out) {
      switch (keys.length) {
        case 1 -> dealOne(shift, mask, next, from, to, out);
        case 2 -> dealTwo(column, shift, mask, next, from, to, out);
        default -> dealMany(column, shift, mask, next, from, to, out);
      }
    }

    private void dealOne(int shift, int mask, int[] next, int from, int to, Rows out) {
      long[] values = keys[0];
      long[] target = out.keys[0];
      int[] carried = payload;
      int[] carriedTo = out.payload;
      for (int i = from; i < to; i++) {
        long key = values[i];
        int place = next[(int) (key >>> shift) & mask]++;
        target[place] = key;
        if (carried != null) {
          carriedTo[place] = carried[i];
        }
      }
    }

    private void dealTwo(int column, int shift, int mask, int[] next, int from, int to, Rows out) {
      long[] digits = keys[column];
      long[] first = keys[0];
      long[] second = keys[1];
      long[] firstTo = out.keys[0];
      long[] secondTo = out.keys[1];
      int[] carried = payload;
      int[] carriedTo = out.payload;
      for (int i = from; i < to; i++) {
        int place = next[(int) (digits[i] >>> shift) & mask]++;
        firstTo[place] = first[i];
        secondTo[place] = second[i];
        if (carried != null) {
          carriedTo[place] = carried[i];
        }
      }
    }

    private void dealMany(int column, int shift, int mask, int[] next, int from, int to, Rows out) {
      long[] digits = keys[column];
      for (int i = from; i < to; i++) {
        int place = next[(int) (digits[i] >>> shift) & mask]++;
        for (int c = 0; c < keys.length; c++) {
          out.keys[c][place] = keys[c][i];
        }
        if (payload != null) {
          out.payload[place] = payload[i];
        }
      }
    }

    /** Sorts a range while it moves to where it belongs; that may be where it is. */
    void insert(int from, int to, Rows out) {
      switch (keys.length) {
        case 1 -> insertOne(from, to, out);
        case 2 -> insertTwo(from, to, out);
        default -> insertMany(from, to, out);
      }
    }

    private void insertOne(int from, int to, Rows out) {
      long[] values = keys[0];
      long[] target = out.keys[0];
      for (int i = from; i < to; i++) {
        long key = values[i];
        int carried = payload == null ? 0 : payload[i];
        int j = i;
        for (; j > from && Long.compareUnsigned(target[j - 1], key) > 0; j--) {
          target[j] = target[j - 1];
          if (payload != null) {
            out.payload[j] = out.payload[j - 1];
          }
        }
        target[j] = key;
        if (payload != null) {
          out.payload[j] = carried;
        }
      }
    }

    private void insertTwo(int from, int to, Rows out) {
      long[] firsts = out.keys[0];
      long[] seconds = out.keys[1];
      for (int i = from; i < to; i++) {
        long first = keys[0][i];
        long second = keys[1][i];
        int carried = payload == null ? 0 : payload[i];
        int j = i;
        for (; j > from && isGreater(firsts[j - 1], seconds[j - 1], first, second); j--) {
          firsts[j] = firsts[j - 1];
          seconds[j] = seconds[j - 1];
          if (payload != null) {
            out.payload[j] = out.payload[j - 1];
          }
        }
        firsts[j] = first;
        seconds[j] = second;
        if (payload != null) {
          out.payload[j] = carried;
        }
      }
    }

    private static boolean isGreater(long first, long second, long otherFirst, long otherSecond) {
      return first == otherFirst
          ? Long.compareUnsigned(second, otherSecond) > 0
          : Long.compareUnsigned(first, otherFirst) > 0;
    }

    private void insertMany(int from, int to, Rows out) {
      copy(from, to, out);
      for (int i = from + 1; i < to; i++) {
        for (int j = i; j > from && out.isLess(j, j - 1); j--) {
          out.swap(j, j - 1);
        }
      }
    }

    private boolean isLess(int i, int j) {
      for (long[] column : keys) {
        int order = Long.compareUnsigned(column[i], column[j]);
        if (order != 0) {
          return order < 0;
        }
      }
      return false;
    }

    private void swap(int i, int j) {
      for (long[] column : keys) {
        long key = column[i];
        column[i] = column[j];
        column[j] = key;
      }
      if (payload != null) {
        int carried = payload[i];
        payload[i] = payload[j];
        payload[j] = carried;
      }
    }
  }
}
