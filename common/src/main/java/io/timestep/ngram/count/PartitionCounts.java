package io.timestep.ngram.count;

import io.timestep.ngram.NgramSummary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

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
   * @param ranks of all words by first appearance ({@link GreatestNgram}), [vocabulary]; null: not
   *     asked for
   */
  public static PartitionCounts of(
      SortedNgrams ngrams, Function<SuffixLevel, long[]> counts, int[] ranks) {
    List<SuffixLevel> levels = SuffixSweep.levels(ngrams);
    List<NgramSummary> summaries = new ArrayList<>();
    for (SuffixLevel level : levels) {
      boolean highest = level.order() == ngrams.layout().words();
      long[] smoothed = highest ? level.actual() : counts.apply(level);
      NgramSummary.Builder summary = new NgramSummary.Builder();
      for (int i = 0; i < level.size(); i++) {
        summary.add(smoothed[i]);
      }
      summaries.add(summary.build());
    }
    SuffixLevel bigrams = levels.get(0);
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    int[] last = new int[bigrams.size()];
    Arrays.setAll(last, i -> (int) keys.word(bigrams.source()[i], 1) - 1);
    Arrays.sort(last);
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
}
