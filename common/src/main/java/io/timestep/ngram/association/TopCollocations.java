package io.timestep.ngram.association;

import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Keeps the collocations of highest G² of those offered; for one thread. */
public final class TopCollocations {
  private final int limit;
  private final PriorityQueue<Collocation> worstFirst =
      new PriorityQueue<>(Collocation.BY_RANK.reversed());

  /**
   * @param limit how many are kept, at least 1
   */
  public TopCollocations(int limit) {
    this.limit = limit;
  }

  /** Whether one of this G² may be kept; if not, it need not be put into words. */
  public boolean mayKeep(double logLikelihoodRatio) {
    return worstFirst.size() < limit
        || logLikelihoodRatio >= worstFirst.element().logLikelihoodRatio();
  }

  public void offer(Collocation collocation) {
    worstFirst.add(collocation);
    if (worstFirst.size() > limit) {
      worstFirst.remove();
    }
  }

  /** The kept ones, the highest G² first. */
  public List<Collocation> list() {
    return worstFirst.stream().sorted(Collocation.BY_RANK).toList();
  }

  /** The highest of two lists. */
  public static List<Collocation> merge(List<Collocation> a, List<Collocation> b, int limit) {
    return Stream.concat(a.stream(), b.stream()).sorted(Collocation.BY_RANK).limit(limit).toList();
  }
}
