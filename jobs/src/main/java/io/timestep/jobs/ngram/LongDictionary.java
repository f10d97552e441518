package io.timestep.jobs.ngram;

import java.util.Arrays;

/** Numbers longs by first appearance: a hash table by open addressing, at most half full. */
final class LongDictionary {
  private static final long FACTOR = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio

  private long[] values = new long[1 << 6];
  private int[] slots = new int[1 << 7]; // number + 1; 0 where none is
  private int shift = Long.SIZE - 7;
  private int size;

  /** The number of a value, from 0; the next one if it is new. */
  int number(long value) {
    int slot = slot(value);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == values.length) {
      grow();
      slot = slot(value);
    }
    values[size++] = value;
    slots[slot] = size;
    return size - 1;
  }

  int size() {
    return size;
  }

  /** Values by their numbers; not a copy, [at least size]. */
  long[] values() {
    return values;
  }

  /** The slot that holds the value, or the empty one where it belongs. */
  private int slot(long value) {
    int slot = (int) ((value * FACTOR) >>> shift);
    while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    values = Arrays.copyOf(values, size * 2);
    slots = new int[slots.length * 2];
    shift--;
    for (int i = 0; i < size; i++) {
      slots[slot(values[i])] = i + 1;
    }
  }
}
