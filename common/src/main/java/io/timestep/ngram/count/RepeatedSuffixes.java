package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Finds the N-grams that a sentence has more than once: for each of its places the longest N-gram
 * that ends there and has ended at an earlier place.
 *
 * <p>An N-gram of k words is known by the first place where it ends. That of k + 1 words is then
 * the pair of such a place and a word, so that each length takes one pass with a hash table,
 * however long the sentence, and the passes end where nothing is repeated. For one thread.
 */
final class RepeatedSuffixes {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /** Of the largest array whose length is a power of two. */
  private static final int MAX_BITS = 30;

  private final int order;
  private int[] lengths = {};
  private int[] shorter = {};
  private int[] longer = {};
  private int[] slots = {};
  private int capacity;
  private int shift;

  /**
   * @param order longest N-gram looked for, at least 1
   */
  RepeatedSuffixes(int order) {
    this.order = order;
  }

  /**
   * Looks through a sentence.
   *
   * @param ids of its words, [at least length]; not changed
   * @return words of the longest N-gram that ends at each place and at an earlier one, 0 where the
   *     word itself is the first of its kind, [at least length]; good until the next sentence
   */
  int[] lengths(int[] ids, int length) {
    makeRoom(length);
    Arrays.fill(lengths, 0, length, 0);
    boolean repeated = true;
    for (int k = 1; k <= order && repeated; k++) {
      Arrays.fill(slots, 0, capacity, 0);
      repeated = false;
      for (int place = k - 1; place < length; place++) {
        int first = first(ids, place, k);
        longer[place] = first;
        if (first < place) {
          lengths[place] = k;
          repeated = true;
        }
      }
      int[] swapped = shorter;
      shorter = longer;
      longer = swapped;
    }
    return lengths;
  }

  /** The first place where the N-gram of k words ends that ends at a place. */
  private int first(int[] ids, int place, int k) {
    int context = k == 1 ? 0 : shorter[place - 1];
    long pair = (long) context << Integer.SIZE | ids[place];
    int slot = (int) ((pair * FACTOR) >>> shift);
    while (slots[slot] != 0) {
      int other = slots[slot] - 1;
      if (ids[other] == ids[place] && (k == 1 || shorter[other - 1] == context)) {
        return other;
      }
      slot = (slot + 1) & (capacity - 1);
    }
    slots[slot] = place + 1;
    return place;
  }

  private void makeRoom(int length) {
    if (lengths.length < length) {
      lengths = new int[length];
      shorter = new int[length];
      longer = new int[length];
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, length)) + 1;
    bits = Math.min(bits, MAX_BITS); // below, at most half of the slots are taken
    shift = Long.SIZE - bits;
    capacity = 1 << bits;
    if (slots.length < capacity) {
      slots = new int[capacity];
    }
  }
}
