package io.timestep.jobs.ngram;

import io.timestep.ngram.association.Collocation;
import io.timestep.ngram.association.TopCollocations;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures of disjoint sets of N-grams.
 *
 * @param orders from order 2 on
 * @param collocations those of highest G², of bigrams and then of trigrams, as far as there are
 *     orders
 */
record PartitionStats(List<OrderStats> orders, List<List<Collocation>> collocations)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  PartitionStats {
    orders = List.copyOf(orders);
    collocations = List.copyOf(collocations);
  }

  /**
   * Of both.
   *
   * @param limit how many N-grams each list has at most
   */
  PartitionStats merge(PartitionStats other, int limit) {
    return new PartitionStats(
        IntStream.range(0, orders.size())
            .mapToObj(i -> orders.get(i).merge(other.orders.get(i), limit))
            .toList(),
        IntStream.range(0, collocations.size())
            .mapToObj(
                i -> TopCollocations.merge(collocations.get(i), other.collocations.get(i), limit))
            .toList());
  }
}
