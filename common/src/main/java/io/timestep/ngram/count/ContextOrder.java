package io.timestep.ngram.count;

import java.util.Arrays;
import java.util.List;

/**
 * The N-grams of one order in a partition by their context: those with the same one side by side,
 * the words after it by rising id.
 *
 * <p>Only the longest N-grams are sorted. Read backwards, the context of an N-gram's suffix is the
 * beginning of the N-gram's own, so that the suffixes, met in the order of the longer contexts,
 * come by context as well; what is left is to drop those met again and to put a few words in order.
 *
 * @param places of the N-grams in their {@link SuffixLevel}, [n]
 * @param starts where each context's N-grams begin in {@code places}, and n at the end, [contexts +
 *     1]
 */
public record ContextOrder(int[] places, int[] starts) {
  /** Groups up to this size are sorted by insertion. */
  private static final int SHORT = 32;

  /** How many contexts there are. */
  public int contexts() {
    return starts.length - 1;
  }

  /**
   * The orders of all levels.
   *
   * @param swept levels of order 2 to N
   * @return for order 2 to N
   */
  public static List<ContextOrder> of(SortedNgrams ngrams, SuffixLevels swept) {
    return new Derivation(ngrams, swept).run();
  }

  /** The list of N-grams by context as it is turned from that of one order to the one below. */
  private static final class Derivation {
    private final SuffixLevels swept;
    private final int order;
    private final int[] lengths;

    /** A place in the level last derived, or ~i for the i-th N-gram, too short for it. [size] */
    private final int[] items;

    /** Words of its context, from the last back, that an item shares with the one before it. */
    private final byte[] common;

    private int size;

    Derivation(SortedNgrams ngrams, SuffixLevels swept) {
      this.swept = swept;
      this.order = ngrams.layout().words();
      this.size = ngrams.size();
      this.lengths = new int[size];
      KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
      for (int i = 0; i < size; i++) {
        lengths[i] = keys.length(i);
      }
      KeyLayout layout = ngrams.layout().withWords(order - 1);
      RadixSort.Sorted sorted = sorted(keys, layout);
      KeyColumns contexts = new KeyColumns(layout, sorted.keys());
      this.items = sorted.payload();
      this.common = new byte[size];
      for (int i = 0; i < size; i++) {
        common[i] = (byte) (i == 0 ? 0 : contexts.common(i - 1, i));
        items[i] = ~items[i];
      }
    }

    /** All N-grams by context; a stable sort, which keeps the words after a context in order. */
    private RadixSort.Sorted sorted(KeyColumns keys, KeyLayout layout) {
      long[][] contexts = new long[layout.longs()][size];
      for (int j = 0; j < order - 1; j++) {
        long[] column = contexts[layout.column(j)];
        int shift = layout.shift(j);
        int position = j == 0 ? 0 : j + 1; // the last word stands second in the key
        for (int i = 0; i < size; i++) {
          column[i] |= keys.word(i, position) << shift;
        }
      }
      int[] places = new int[size];
      Arrays.setAll(places, i -> i);
      boolean inOrder = order == 2; // by their first word already
      return inOrder
          ? new RadixSort.Sorted(contexts, places)
          : RadixSort.sort(contexts, places, size);
    }

    List<ContextOrder> run() {
      ContextOrder[] orders = new ContextOrder[order - 1];
      for (int k = order; k >= 2; k--) {
        descend(k);
        orders[k - 2] = grouped(k);
      }
      return List.of(orders);
    }

    /** Turns the list from order k + 1 to order k: each N-gram of order k once. */
    private void descend(int k) {
      int[] parent = k == order ? null : swept.levels().get(k - 1).parent();
      long[] met = new long[(swept.levels().get(k - 2).size() >> 6) + 1];
      int kept = 0;
      int shared = k - 1;
      for (int i = 0; i < size; i++) {
        shared = Math.min(shared, common[i]);
        int item = items[i];
        if (item >= 0) {
          item = parent[item];
        } else if (lengths[~item] == k) {
          item = swept.own()[~item];
        }
        if (item >= 0) {
          long bit = 1L << item;
          if ((met[item >> 6] & bit) != 0) {
            continue;
          }
          met[item >> 6] |= bit;
        }
        items[kept] = item;
        common[kept++] = (byte) shared;
        shared = k - 1;
      }
      size = kept;
    }

    /** The N-grams of the list, their words put in order within each context. */
    private ContextOrder grouped(int k) {
      int[] places = new int[swept.levels().get(k - 2).size()];
      int[] starts = new int[places.length + 1];
      int contexts = 0;
      int placed = 0;
      boolean fresh = true; // whether a context ended since the last place
      for (int i = 0; i < size; i++) {
        fresh |= common[i] < k - 1;
        if (items[i] >= 0) {
          if (fresh) {
            sort(places, contexts == 0 ? 0 : starts[contexts - 1], placed);
            starts[contexts++] = placed;
            fresh = false;
          }
          places[placed++] = items[i];
        }
      }
      sort(places, contexts == 0 ? 0 : starts[contexts - 1], placed);
      starts = Arrays.copyOf(starts, contexts + 1);
      starts[contexts] = placed;
      return new ContextOrder(places, starts);
    }

    private static void sort(int[] places, int from, int to) {
      if (to - from > SHORT) {
        Arrays.sort(places, from, to);
        return;
      }
      for (int i = from + 1; i < to; i++) {
        int place = places[i];
        int j = i;
        while (j > from && places[j - 1] > place) {
          places[j] = places[j - 1];
          j--;
        }
        places[j] = place;
      }
    }
  }
}
