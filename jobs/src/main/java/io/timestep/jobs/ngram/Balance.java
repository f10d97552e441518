package io.timestep.jobs.ngram;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Deals words out to partitions of about equal weight; the same weights give the same deal. */
final class Balance {
  private record Load(int partition, long weight) {}

  private Balance() {}

  /**
   * Each word to the partition that has least so far, the heaviest words first.
   *
   * @param weights falling, but for the specials at the front, [words]
   * @return partition of each word, [words]
   */
  static int[] spread(long[] weights, int partitions) {
    PriorityQueue<Load> loads =
        new PriorityQueue<>(Comparator.comparingLong(Load::weight).thenComparing(Load::partition));
    for (int p = 0; p < partitions; p++) {
      loads.add(new Load(p, 0));
    }
    int[] partitionOf = new int[weights.length];
    for (int word = 0; word < weights.length; word++) {
      Load least = loads.remove();
      partitionOf[word] = least.partition();
      loads.add(new Load(least.partition(), least.weight() + weights[word]));
    }
    return partitionOf;
  }

  /**
   * Consecutive words into ranges of about equal weight.
   *
   * @param weights [words]
   * @return where each range begins, and the number of words at the end, [ranges + 1]; fewer ranges
   *     than asked for if there are fewer words
   */
  static int[] ranges(long[] weights, int words, int ranges) {
    long total = 0;
    for (int word = 0; word < words; word++) {
      total += weights[word];
    }
    int count = Math.max(1, Math.min(ranges, words));
    int[] starts = new int[count + 1];
    long before = 0;
    int range = 1;
    for (int word = 0; word < words && range < count; word++) {
      before += weights[word];
      boolean full = before * (double) count >= (double) total * range;
      boolean needed = words - word - 1 == count - range; // a word for each range that is left
      if (full || needed) {
        starts[range++] = word + 1;
      }
    }
    starts[count] = words;
    return starts;
  }
}
