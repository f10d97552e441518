package io.timestep.jobs.ngram;

import io.timestep.ngram.NgramCount;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.TopNgrams;
import java.io.Serializable;
import java.util.List;

/**
 * Figures of the N-grams of one order.
 *
 * @param top the most frequent ones
 */
record OrderStats(NgramSummary summary, List<NgramCount> top) implements Serializable {
  static final OrderStats EMPTY = new OrderStats(NgramSummary.EMPTY, List.of());

  OrderStats {
    top = List.copyOf(top);
  }

  /**
   * Of two disjoint sets of N-grams.
   *
   * @param limit how many of the most frequent are kept
   */
  OrderStats merge(OrderStats other, int limit) {
    return new OrderStats(summary.merge(other.summary), TopNgrams.merge(top, other.top, limit));
  }
}
