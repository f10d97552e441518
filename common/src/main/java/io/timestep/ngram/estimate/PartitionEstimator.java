package io.timestep.ngram.estimate;

import io.timestep.ngram.count.ContextBlocks;
import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.RadixSort;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.count.SuffixSweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Interpolated probabilities and backoffs of all N-grams whose last word but one is in a partition.
 * Their suffixes and all that follows their contexts is in it too, so that nothing but the unigrams
 * comes from outside.
 *
 * <pre>
 * p(w|x) = share(c(xw), x) + lowerWeight(x) p(w|x')
 * </pre>
 */
public final class PartitionEstimator {
  private final EstimatePlan plan;
  private final SortedNgrams ngrams;
  private final KeyColumns keys;
  private final ContextTotals totals = new ContextTotals();
  private ContextKeys contexts;

  private PartitionEstimator(EstimatePlan plan, SortedNgrams ngrams) {
    this.plan = plan;
    this.ngrams = ngrams;
    this.keys = new KeyColumns(ngrams.layout(), ngrams.keys());
  }

  /**
   * Estimates.
   *
   * @return blocks of {@link ContextBlocks}, of every order, by shard, [shards]
   */
  public static List<List<byte[]>> run(EstimatePlan plan, SortedNgrams ngrams) {
    PartitionEstimator estimator = new PartitionEstimator(plan, ngrams);
    List<List<byte[]>> byShard = new ArrayList<>();
    for (int shard = 0; shard < plan.shardCount(); shard++) {
      byShard.add(new ArrayList<>());
    }
    double[] lower = null;
    for (SuffixLevel level : SuffixSweep.levels(ngrams)) {
      if (level.order() > plan.smoothing().size()) {
        break; // a model of single words
      }
      ContextBlocks out = new ContextBlocks(level.order(), plan.shardCount());
      lower = estimator.level(level, lower, out);
      byte[][] blocks = out.takeBlocks();
      for (int shard = 0; shard < blocks.length; shard++) {
        if (blocks[shard].length > 0) {
          byShard.get(shard).add(blocks[shard]);
        }
      }
    }
    return byShard;
  }

  /**
   * Probabilities of one order.
   *
   * @param lower those of the order below, [size of the level below]; null for bigrams
   * @return p of each N-gram in suffix order, [size]
   */
  private double[] level(SuffixLevel level, double[] lower, ContextBlocks out) {
    int k = level.order();
    boolean occurrences =
        k == ngrams.layout().words() || plan.counts() == LowerOrderCounts.OCCURRENCES;
    long[] counts = occurrences ? level.actual() : level.adjusted();
    OrderSmoothing smoothing = plan.smoothing().get(k - 1);
    long threshold = plan.prune().get(k - 1);
    contexts = new ContextKeys(ngrams.layout(), keys, k);
    RadixSort.Sorted byContext = byContext(level);
    int[] places = byContext.payload();
    double[] probs = new double[level.size()];
    for (int from = 0, to; from < level.size(); from = to) {
      to = contextEnd(byContext.keys(), from, level.size());
      totals.clear();
      for (int b = from; b < to; b++) {
        int a = places[b];
        if (isKept(level, a, threshold)) {
          totals.keep(counts[a]);
        } else {
          totals.prune(counts[a]);
        }
      }
      double weight = smoothing.lowerWeight(totals);
      boolean contextKept = beginContext(level, places[from], smoothing, out);
      for (int b = from; b < to; b++) {
        int a = places[b];
        long word = keys.word(level.source()[a], 1) - 1;
        double below = k == 2 ? unigram(word) : lower[level.parent()[a]];
        probs[a] = smoothing.share(counts[a], totals) + weight * below;
        if (contextKept && isKept(level, a, threshold)) {
          out.word((int) word, Log10.ofProbability(probs[a]));
        }
      }
      if (contextKept) {
        out.end();
      }
    }
    return probs;
  }

  private double unigram(long word) {
    return word < plan.keptWords() ? plan.unigrams()[(int) word] : 0; // not asked for again
  }

  /** Places of a level's N-grams, those with the same context together, words by rising id. */
  private RadixSort.Sorted byContext(SuffixLevel level) {
    int k = level.order();
    KeyLayout layout = ngrams.layout().withWords(k - 1);
    long[][] contexts = new long[layout.longs()][level.size()];
    for (int j = 0; j < k - 1; j++) {
      long[] column = contexts[layout.column(j)];
      int shift = layout.shift(j);
      int position = j == 0 ? 0 : j + 1; // the last word stands second in the key
      for (int a = 0; a < level.size(); a++) {
        column[a] |= keys.word(level.source()[a], position) << shift;
      }
    }
    int[] places = new int[level.size()];
    Arrays.setAll(places, a -> a);
    // Bigrams are in this order already; for the others the sort is stable, which keeps the words.
    return k == 2
        ? new RadixSort.Sorted(contexts, places)
        : RadixSort.sort(contexts, places, level.size());
  }

  private static int contextEnd(long[][] contexts, int from, int size) {
    int to = from + 1;
    while (to < size) {
      for (long[] column : contexts) {
        if (column[to] != column[from]) {
          return to;
        }
      }
      to++;
    }
    return to;
  }

  /** Whether an N-gram is in the model. */
  private boolean isKept(SuffixLevel level, int a, long threshold) {
    if (level.actual()[a] <= threshold) {
      return false;
    }
    if (!plan.isLimited()) {
      return true;
    }
    int source = level.source()[a];
    for (int j = 0; j < level.order(); j++) {
      if (keys.word(source, j) > plan.keptWords()) {
        return false;
      }
    }
    return true;
  }

  /** Begins a context unless it has a word that is not in the model. */
  private boolean beginContext(
      SuffixLevel level, int a, OrderSmoothing smoothing, ContextBlocks out) {
    int source = level.source()[a];
    ContextKeys contextKeys = contexts;
    if (plan.isLimited() && contextKeys.hasWordAbove(source, plan.keptWords())) {
      return false;
    }
    out.begin(plan.shards()[(int) contextKeys.firstWord(source) - 1]);
    contextKeys.put(source, out);
    out.backoff(Log10.ofWeight(smoothing.backoff(totals)));
    return true;
  }
}
