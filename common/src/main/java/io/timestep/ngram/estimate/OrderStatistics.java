package io.timestep.ngram.estimate;

import io.timestep.ngram.NgramSummary;

/**
 * What a smoothing method may ask about one order as a whole.
 *
 * @param order the N-grams' length, from 1
 * @param highest the model's order
 * @param countsOfCounts n1 to n4 of the counts the method uses, pruned N-grams included, [4]
 * @param vocabulary V, words that may be predicted: kept unigrams with {@code <unk>}, without
 *     {@code <s>}
 */
public record OrderStatistics(int order, int highest, long[] countsOfCounts, long vocabulary) {
  public OrderStatistics {
    if (order < 1 || order > highest || countsOfCounts.length != NgramSummary.COUNTS) {
      throw new IllegalArgumentException(
          "Order %d of %d, %d counts of counts".formatted(order, highest, countsOfCounts.length));
    }
    countsOfCounts = countsOfCounts.clone();
  }

  /** n1 to n4, [4]; a copy. */
  @Override
  public long[] countsOfCounts() {
    return countsOfCounts.clone();
  }

  public boolean isHighest() {
    return order == highest;
  }
}
