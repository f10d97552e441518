package io.timestep.ngram.count;

import io.timestep.ngram.NgramSummary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What one partition tells the others before anything is estimated.
 *
 * @param summaries of the counts smoothed, for order 2 to N
 * @param words ids of words that are last in a bigram, [m]
 * @param continuations distinct words before each, [m]
 * @param greatest the last N-gram in the order of KenLM; null if not asked for, or none
 */
public record PartitionCounts(
    List<NgramSummary> summaries, int[] words, int[] continuations, GreatestNgram greatest)
    implements Serializable {

  public PartitionCounts {
    summaries = List.copyOf(summaries);
  }

  /**
   * Counts a partition.
   *
   * @param counts those smoothed of a level below the highest, [size]
   * @param split counts of bigrams that lie in other partitions too; they themselves are left out
   *     of the summary and the words, being counted where they are added up ({@link #ofSplitWord})
   * @param ranks of all words by first appearance ({@link GreatestNgram}), [vocabulary]; null: not
   *     asked for
   */
  public static PartitionCounts of(
      SortedNgrams ngrams, SplitBigrams split, Function<SuffixLevel, long[]> counts, int[] ranks) {
    List<SuffixLevel> levels = SuffixSweep.levels(ngrams);
    SuffixLevel bigrams = levels.get(0);
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    BitSet elsewhere = split.complete(bigrams, keys);
    List<NgramSummary> summaries = new ArrayList<>();
    for (SuffixLevel level : levels) {
      boolean highest = level.order() == ngrams.layout().words();
      long[] smoothed = highest ? level.actual() : counts.apply(level);
      NgramSummary.Builder summary = new NgramSummary.Builder();
      for (int i = 0; i < level.size(); i++) {
        if (level.order() > 2 || !elsewhere.get(i)) {
          summary.add(smoothed[i]);
        }
      }
      summaries.add(summary.build());
    }
    int[] last =
        IntStream.range(0, bigrams.size())
            .filter(i -> !elsewhere.get(i))
            .map(i -> (int) keys.word(bigrams.source()[i], 1) - 1)
            .sorted()
            .toArray();
    int[] continuations = new int[last.length];
    int distinct = 0;
    for (int i = 0; i < last.length; i++) {
      if (i == 0 || last[i] != last[distinct - 1]) {
        last[distinct++] = last[i];
      }
      continuations[distinct - 1]++;
    }
    return new PartitionCounts(
        summaries,
        Arrays.copyOf(last, distinct),
        Arrays.copyOf(continuations, distinct),
        ranks == null ? null : GreatestNgram.of(ngrams, levels, counts, keys, ranks));
  }

  /**
   * Counts the bigrams of a split word.
   *
   * @param order N
   * @param counts those smoothed, adjusted or actual, [bigrams]
   */
  public static PartitionCounts ofSplitWord(SplitWord word, int order, long[] counts) {
    NgramSummary.Builder summary = new NgramSummary.Builder();
    for (long count : counts) {
      summary.add(count);
    }
    List<NgramSummary> summaries =
        new ArrayList<>(Collections.nCopies(order - 1, NgramSummary.EMPTY));
    summaries.set(0, summary.build());
    int[] continuations = new int[word.size()];
    Arrays.fill(continuations, 1);
    return new PartitionCounts(summaries, word.followers(), continuations, null);
  }
}
