package io.timestep.jobs.ngram;

import io.timestep.ngram.count.SuffixPartitions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Deals words out to partitions of about equal weight; the same weights give the same deal. */
final class Balance {
  private Balance() {}

  /**
   * Each word to the partition that has least so far, the heaviest words first.
   *
   * @param weights falling, but for the specials at the front, [words]
   * @return partition of each word, [words]
   */
  static int[] spread(long[] weights, int partitions) {
    return split(weights, partitions, Long.MAX_VALUE, weights.length).byWord();
  }

  /**
   * The same, words of more than a bound in parts by the word before them.
   *
   * @param weights as above: N-grams each word is last but one in
   * @param bound words up to this weight are not split; the parts of others are half of it on the
   *     average
   * @param first id of the first word that may be split
   */
  static SuffixPartitions split(long[] weights, int partitions, long bound, int first) {
    LeastLoaded loads = new LeastLoaded(partitions);
    int[] partitionOf = new int[weights.length];
    List<int[]> splits = new ArrayList<>();
    IntStream.Builder words = IntStream.builder();
    for (int word = 0; word < weights.length; word++) {
      if (word < first || weights[word] <= bound) {
        partitionOf[word] = loads.add(weights[word]);
        continue;
      }
      int parts = Math.toIntExact((2 * weights[word] + bound - 1) / bound);
      long share = weights[word] / parts;
      partitionOf[word] = ~splits.size();
      splits.add(IntStream.range(0, parts).map(part -> loads.add(share)).toArray());
      words.add(word);
    }
    return new SuffixPartitions(
        partitionOf, splits.toArray(int[][]::new), words.build().toArray(), partitions);
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
