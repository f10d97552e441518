package io.timestep.ngram.count;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Which partition each N-gram lies in: one chosen by its last word but one, or, where that word is
 * too frequent for a partition, by the word before it as well. N-grams with the same last three
 * words, and those with the same context of two words or more, are together either way; of a word
 * that is split, only the bigrams that begin with it have parts of their counts in several
 * partitions ({@link SplitWord}).
 *
 * @param byWord partition of each word, or ~i of the i-th word that is split, [vocabulary]
 * @param splits partitions of the words that are split, by the hash of the word before, [split
 *     words][parts]
 * @param splitWords their ids, [split words]
 * @param count of all partitions
 */
public record SuffixPartitions(int[] byWord, int[][] splits, int[] splitWords, int count)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

  public SuffixPartitions {
    if (splits.length != splitWords.length) {
      throw new IllegalArgumentException(
          "%d words are split, %d are named".formatted(splits.length, splitWords.length));
    }
  }

  /**
   * No word is split.
   *
   * @param byWord partition of each word, [vocabulary]
   */
  public static SuffixPartitions whole(int[] byWord, int count) {
    return new SuffixPartitions(byWord, new int[0][], new int[0], count);
  }

  /**
   * The load of the partition that has most, parts of split words taken as equal.
   *
   * @param weights N-grams each word is last but one in, [vocabulary]
   */
  public long largest(long[] weights) {
    long[] loads = new long[count];
    for (int word = 0; word < weights.length; word++) {
      int number = splitNumber(word);
      if (number < 0) {
        loads[byWord[word]] += weights[word];
      } else {
        for (int part : splits[number]) {
          loads[part] += weights[word] / splits[number].length;
        }
      }
    }
    return Arrays.stream(loads).max().orElse(0);
  }

  /** Whether any word is split. */
  public boolean isSplit() {
    return splits.length > 0;
  }

  /** The number of a word among those that are split; -1: it is not. */
  public int splitNumber(int word) {
    return byWord[word] < 0 ? ~byWord[word] : -1;
  }

  /**
   * The partition of an N-gram.
   *
   * @param word id of its last word but one
   * @param packedBefore id + 1 of the word before that, 0 if there is none
   */
  int of(int word, int packedBefore) {
    int partition = byWord[word];
    if (partition >= 0) {
      return partition;
    }
    int[] parts = splits[~partition];
    return parts[(int) (((packedBefore * HASH_FACTOR) >>> 33) % parts.length)];
  }

  /** Fails if words are split by a word that N-grams of an order do not have. */
  void checkOrder(int order) {
    if (isSplit() && order < 3) {
      throw new IllegalArgumentException("Bigrams have no word by which they could be split");
    }
  }
}
