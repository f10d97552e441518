package io.timestep.ngram.reference;

import io.timestep.ngram.estimate.OrderSmoothing;
import io.timestep.ngram.estimate.OrderStatistics;
import java.util.ArrayList;
import java.util.List;

/** The steps in a row: counting, adjusting, counts of counts, pruning, shares, interpolation. */
public final class ReferenceEstimator {
  private ReferenceEstimator() {}

  /**
   * Estimates.
   *
   * @param sentences their words; an empty one is {@code <s> </s>}; at least one
   */
  public static ReferenceModel estimate(List<List<String>> sentences, ReferenceSettings settings) {
    int order = settings.order();
    Occurrences occurrences = Occurrences.count(sentences, order);
    MethodCounts counts =
        MethodCounts.of(occurrences, settings.smoothing().method().lowerOrderCounts());
    Kept kept = Kept.of(occurrences, settings);
    List<InitialProbabilities> initial = new ArrayList<>();
    for (int k = 1; k <= order; k++) {
      long[] n = CountsOfCounts.of(settings.countsOfCounts(), k, counts, occurrences);
      OrderSmoothing smoothing =
          settings.smoothing().smoothing(new OrderStatistics(k, order, n, kept.vocabulary()));
      initial.add(InitialProbabilities.of(k, counts, kept, smoothing));
    }
    return Interpolation.of(initial, kept);
  }
}
