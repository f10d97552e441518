package io.timestep.ngram.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From the counts of the whole corpus to what each partition needs to know. */
public final class Planner {
  private Planner() {}

  /**
   * Plans an estimate.
   *
   * @param prune thresholds of order 1, 2 and so on; rising, the last holds for all that follow;
   *     empty: nothing is pruned
   * @param keptWords ids below are in the model
   * @param shardStarts first word of each shard, and {@code keptWords} at the end, [shards + 1]
   */
  public static EstimatePlan plan(
      int order,
      SmoothingSettings settings,
      List<Long> prune,
      CorpusCounts counts,
      int keptWords,
      int[] shardStarts) {
    long[] unigrams = counts.unigrams();
    List<OrderSmoothing> smoothing = new ArrayList<>();
    List<Long> thresholds = new ArrayList<>();
    for (int k = 1; k <= order; k++) {
      long predicted = keptWords - 1L; // all but <s>
      smoothing.add(
          settings.smoothing(new OrderStatistics(k, order, counts.countsOfCounts(k), predicted)));
      thresholds.add(threshold(prune, k));
    }
    int[] shards = new int[keptWords];
    for (int shard = 0; shard + 1 < shardStarts.length; shard++) {
      Arrays.fill(shards, shardStarts[shard], shardStarts[shard + 1], shard);
    }
    return new EstimatePlan(
        settings.method().lowerOrderCounts(),
        smoothing,
        thresholds,
        unigrams.length,
        keptWords,
        UnigramEstimator.probabilities(unigrams, keptWords, smoothing.get(0)),
        shards,
        shardStarts.length - 1,
        counts.splitTotals());
  }

  /** N-grams of an order that occur at most so often are left out; arguments as above. */
  public static long threshold(List<Long> prune, int order) {
    return prune.isEmpty() ? 0 : prune.get(Math.min(order, prune.size()) - 1);
  }
}
