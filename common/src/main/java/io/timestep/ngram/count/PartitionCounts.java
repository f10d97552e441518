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
 * @param summaries of the counts smoothed, for order 2 to N; none where they are in another part
 * @param words ids of words that are last in a bigram, rising, [m]
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
   * Deals the words out, so that others merge each part of them.
   *
   * @return [parts]; a word is in the same one of every partition, and what is not of words is in
   *     the first alone, the others having no summaries
   */
  public List<PartitionCounts> split(int parts) {
    List<PartitionCounts> split = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int mine = part;
      int[] places =
          IntStream.range(0, words.length).filter(i -> words[i] % parts == mine).toArray();
      split.add(
          new PartitionCounts(
              part == 0 ? summaries : List.of(),
              Arrays.stream(places).map(i -> words[i]).toArray(),
              Arrays.stream(places).map(i -> continuations[i]).toArray(),
              part == 0 ? greatest : null));
    }
    return split;
  }

  /** Those of two partitions together, or of the same part of both; in any order. */
  public PartitionCounts merge(PartitionCounts other) {
    List<NgramSummary> sums = new ArrayList<>();
    for (int i = 0; i < summaries.size(); i++) {
      sums.add(summaries.get(i).merge(other.summaries.get(i)));
    }
    int[] union = new int[words.length + other.words.length];
    int[] counts = new int[union.length];
    int size = 0;
    for (int i = 0, j = 0; i < words.length || j < other.words.length; size++) {
      int mine = i < words.length ? words[i] : Integer.MAX_VALUE;
      int theirs = j < other.words.length ? other.words[j] : Integer.MAX_VALUE;
      union[size] = Math.min(mine, theirs);
      counts[size] += mine <= theirs ? continuations[i++] : 0;
      counts[size] += theirs <= mine ? other.continuations[j++] : 0;
    }
    return new PartitionCounts(
        sums,
        Arrays.copyOf(union, size),
        Arrays.copyOf(counts, size),
        GreatestNgram.greater(greatest, other.greatest));
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
