package io.timestep.ngram.estimate;

import io.timestep.ngram.count.ContextBlocks;
import io.timestep.ngram.count.ContextOrder;
import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SplitBigrams;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.count.SuffixLevels;
import io.timestep.ngram.count.SuffixSweep;
import java.util.ArrayList;
import java.util.List;

/**
 * Interpolated probabilities and backoffs of all N-grams whose last word but one is in a partition.
 * Their suffixes and all that follows their contexts is in it too, so that nothing but the unigrams
 * comes from outside, and of words that are split the counts of their bigrams.
 *
 * <pre>
 * p(w|x) = share(c(xw), x) + lowerWeight(x) p(w|x')
 * </pre>
 */
public final class PartitionEstimator {
  private final EstimatePlan plan;
  private final SortedNgrams ngrams;
  private final KeyColumns keys;
  private final ContextTotals sums = new ContextTotals();
  private ContextKeys contexts;

  private PartitionEstimator(EstimatePlan plan, SortedNgrams ngrams) {
    this.plan = plan;
    this.ngrams = ngrams;
    this.keys = new KeyColumns(ngrams.layout(), ngrams.keys());
  }

  /**
   * Estimates.
   *
   * @param split bigrams that lie in other partitions too; {@link SplitContext} writes them
   * @return blocks of {@link ContextBlocks}, of every order, by shard, [shards]
   */
  public static List<List<byte[]>> run(EstimatePlan plan, SortedNgrams ngrams, SplitBigrams split) {
    PartitionEstimator estimator = new PartitionEstimator(plan, ngrams);
    List<List<byte[]>> byShard = new ArrayList<>();
    for (int shard = 0; shard < plan.shardCount(); shard++) {
      byShard.add(new ArrayList<>());
    }
    if (plan.smoothing().size() == 1) {
      return byShard; // a model of single words
    }
    SuffixLevels swept = SuffixSweep.sweep(ngrams);
    split.complete(swept.levels().get(0), estimator.keys);
    List<ContextOrder> byContext = ContextOrder.of(ngrams, swept);
    double[] lower = null;
    for (SuffixLevel level : swept.levels()) {
      ContextBlocks out = new ContextBlocks(level.order(), plan.shardCount());
      lower = estimator.level(level, byContext.get(level.order() - 2), lower, out);
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
  private double[] level(
      SuffixLevel level, ContextOrder byContext, double[] lower, ContextBlocks out) {
    int k = level.order();
    boolean occurrences =
        k == ngrams.layout().words() || plan.counts() == LowerOrderCounts.OCCURRENCES;
    long[] counts = occurrences ? level.actual() : level.adjusted();
    OrderSmoothing smoothing = plan.smoothing().get(k - 1);
    long threshold = plan.prune().get(k - 1);
    contexts = new ContextKeys(ngrams.layout(), keys, k);
    int[] places = byContext.places();
    expect(level, byContext, out);
    double[] probs = new double[level.size()];
    for (int context = 0; context < byContext.contexts(); context++) {
      int from = byContext.starts()[context];
      int to = byContext.starts()[context + 1];
      ContextTotals split = splitTotals(level, places[from]);
      ContextTotals totals = split == null ? sum(level, counts, places, from, to) : split;
      double weight = smoothing.lowerWeight(totals);
      boolean contextKept =
          split == null && beginContext(level, places[from], smoothing.backoff(totals), out);
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

  /** Makes room for what will be written. */
  private void expect(SuffixLevel level, ContextOrder byContext, ContextBlocks out) {
    int longs = contexts.longs();
    for (int context = 0; context < byContext.contexts(); context++) {
      int from = byContext.starts()[context];
      long firstWord = contexts.firstWord(level.source()[byContext.places()[from]]);
      if (firstWord <= plan.keptWords()) {
        int words = byContext.starts()[context + 1] - from;
        out.expect(plan.shards()[(int) firstWord - 1], longs, words);
      }
    }
  }

  /** Totals of the context of an N-gram that others have parts of; null: it is here as a whole. */
  private ContextTotals splitTotals(SuffixLevel level, int a) {
    if (level.order() > 2 || plan.splitTotals().isEmpty()) {
      return null;
    }
    return plan.splitTotals().get((int) keys.word(level.source()[a], 0) - 1);
  }

  /** Sums up a context. */
  private ContextTotals sum(SuffixLevel level, long[] counts, int[] places, int from, int to) {
    long threshold = plan.prune().get(level.order() - 1);
    sums.clear();
    for (int b = from; b < to; b++) {
      int a = places[b];
      if (isKept(level, a, threshold)) {
        sums.keep(counts[a]);
      } else {
        sums.prune(counts[a]);
      }
    }
    return sums;
  }

  private double unigram(long word) {
    return word < plan.keptWords() ? plan.unigrams()[(int) word] : 0; // not asked for again
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
  private boolean beginContext(SuffixLevel level, int a, double backoff, ContextBlocks out) {
    int source = level.source()[a];
    ContextKeys contextKeys = contexts;
    if (plan.isLimited() && contextKeys.hasWordAbove(source, plan.keptWords())) {
      return false;
    }
    out.begin(plan.shards()[(int) contextKeys.firstWord(source) - 1]);
    contextKeys.put(source, out);
    out.backoff(Log10.ofWeight(backoff));
    return true;
  }
}
