package io.timestep.ngram.estimate;

import io.timestep.ngram.count.ContextBlocks;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.PartitionCounts;
import io.timestep.ngram.count.SplitWord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the context of one word whose N-grams lie in several partitions, before anything
 * is estimated.
 *
 * @param word its id
 * @param counts of its bigrams, which no partition counts
 * @param totals over the words that follow it
 */
public record SplitContext(int word, PartitionCounts counts, ContextTotals totals)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Sums up.
   *
   * @param order N, at least 3
   * @param threshold bigrams that occur at most so often are left out of the model
   * @param keptWords ids below are in the model
   */
  public static SplitContext of(
      SplitWord word, int order, LowerOrderCounts kind, long threshold, int keptWords) {
    long[] counts = counts(word, kind);
    ContextTotals totals = new ContextTotals();
    for (int i = 0; i < word.size(); i++) {
      if (isKept(word, i, threshold, keptWords)) {
        totals.keep(counts[i]);
      } else {
        totals.prune(counts[i]);
      }
    }
    return new SplitContext(word.word(), PartitionCounts.ofSplitWord(word, order, counts), totals);
  }

  /**
   * Estimates the bigrams of a split word: the partitions that know their longer N-grams do the
   * same, but only this writes them.
   *
   * @param layout bits of a word
   * @return blocks by shard, [shards]
   */
  public static List<List<byte[]>> estimate(EstimatePlan plan, SplitWord word, KeyLayout layout) {
    ContextBlocks out = new ContextBlocks(2, plan.shardCount());
    if (word.word() < plan.keptWords()) {
      write(plan, word, layout.withWords(1), out);
    }
    List<List<byte[]>> byShard = new ArrayList<>();
    for (byte[] block : out.takeBlocks()) {
      byShard.add(block.length == 0 ? List.of() : List.of(block));
    }
    return byShard;
  }

  private static void write(
      EstimatePlan plan, SplitWord word, KeyLayout context, ContextBlocks out) {
    OrderSmoothing smoothing = plan.smoothing().get(1);
    ContextTotals totals = plan.splitTotals().get(word.word());
    long[] counts = counts(word, plan.counts());
    double weight = smoothing.lowerWeight(totals);
    out.begin(plan.shards()[word.word()]);
    out.key((word.word() + 1L) << context.shift(0));
    out.backoff(Log10.ofWeight(smoothing.backoff(totals)));
    for (int i = 0; i < word.size(); i++) {
      if (isKept(word, i, plan.prune().get(1), plan.keptWords())) {
        int follower = word.followers()[i];
        double p = smoothing.share(counts[i], totals) + weight * plan.unigrams()[follower];
        out.word(follower, Log10.ofProbability(p));
      }
    }
    out.end();
  }

  private static long[] counts(SplitWord word, LowerOrderCounts kind) {
    return kind == LowerOrderCounts.CONTINUATIONS ? word.adjusted() : word.actual();
  }

  private static boolean isKept(SplitWord word, int i, long threshold, int keptWords) {
    return word.actual()[i] > threshold
        && word.word() < keptWords
        && word.followers()[i] < keptWords;
  }
}
