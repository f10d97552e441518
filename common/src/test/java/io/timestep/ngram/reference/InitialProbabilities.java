package io.timestep.ngram.reference;

import io.timestep.ngram.estimate.ContextTotals;
import io.timestep.ngram.estimate.OrderSmoothing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Step 5, for one order: what each kept N-gram has of its own, and each context's weights.
 *
 * @param shares of the kept N-grams
 * @param lowerWeights what kept words get of the shorter context, by context
 * @param backoffs what all others get of it, by context
 */
record InitialProbabilities(
    Map<List<String>, Double> shares,
    Map<List<String>, Double> lowerWeights,
    Map<List<String>, Double> backoffs) {
  static InitialProbabilities of(int k, MethodCounts counts, Kept kept, OrderSmoothing smoothing) {
    Map<List<String>, ContextTotals> totals = new HashMap<>();
    counts
        .of(k)
        .forEach(
            (ngram, count) -> {
              ContextTotals context =
                  totals.computeIfAbsent(ngram.subList(0, k - 1), c -> new ContextTotals());
              if (kept.contains(ngram)) {
                context.keep(count);
              } else {
                context.prune(count);
              }
            });
    Map<List<String>, Double> shares = new HashMap<>();
    counts
        .of(k)
        .forEach(
            (ngram, count) -> {
              if (kept.contains(ngram)) {
                shares.put(ngram, smoothing.share(count, totals.get(ngram.subList(0, k - 1))));
              }
            });
    Map<List<String>, Double> lowerWeights = new HashMap<>();
    Map<List<String>, Double> backoffs = new HashMap<>();
    totals.forEach(
        (context, sums) -> {
          lowerWeights.put(context, smoothing.lowerWeight(sums));
          backoffs.put(context, smoothing.backoff(sums));
        });
    return new InitialProbabilities(shares, lowerWeights, backoffs);
  }
}
