package io.timestep.ngram.estimate;

import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.count.GreatestNgram;
import io.timestep.ngram.count.PartitionCounts;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The partitions' counts put together; for one thread. */
public final class CorpusCounts {
  private final LowerOrderCounts kind;
  private final long[] occurrences;
  private final long[] continuations;
  private final List<NgramSummary> summaries;
  private final Map<Integer, ContextTotals> splitTotals = new HashMap<>();
  private GreatestNgram greatest;

  /**
   * @param occurrences of each word by id, [vocabulary]
   */
  public CorpusCounts(int order, LowerOrderCounts kind, long[] occurrences) {
    this.kind = kind;
    this.occurrences = occurrences;
    this.continuations = new long[occurrences.length];
    this.summaries = new ArrayList<>(Collections.nCopies(order - 1, NgramSummary.EMPTY));
  }

  /** Takes in a partition, or parts of several that were merged; each once, in any order. */
  public void add(PartitionCounts partition) {
    // A model of unigrams has none, though its partitions hold bigrams; parts but the first
    // neither.
    int orders = Math.min(summaries.size(), partition.summaries().size());
    for (int i = 0; i < orders; i++) {
      summaries.set(i, summaries.get(i).merge(partition.summaries().get(i)));
    }
    for (int i = 0; i < partition.words().length; i++) {
      continuations[partition.words()[i]] += partition.continuations()[i];
    }
    greatest = GreatestNgram.greater(greatest, partition.greatest());
  }

  /** Takes in a word whose bigrams lie in several partitions; each once, in any order. */
  public void add(SplitContext word) {
    add(word.counts());
    splitTotals.put(word.word(), word.totals());
  }

  /** Totals of the context of one word, by its id, for the words that are split. */
  Map<Integer, ContextTotals> splitTotals() {
    return splitTotals;
  }

  /** The counts of words that are smoothed, those of {@code <unk>} and {@code <s>} 0. */
  long[] unigrams() {
    boolean raw = summaries.isEmpty() || kind == LowerOrderCounts.OCCURRENCES;
    long[] counts = raw ? occurrences.clone() : continuations.clone();
    counts[Vocabulary.UNKNOWN] = 0;
    counts[Vocabulary.START] = 0;
    return counts;
  }

  /**
   * n1 to n4 of an order, [4]. Where the partitions looked for {@code lmplz}'s last N-gram, its
   * suffixes count as often as they occur, as they do there.
   */
  long[] countsOfCounts(int order) {
    NgramSummary summary;
    if (order == 1) {
      NgramSummary.Builder builder = new NgramSummary.Builder();
      for (long count : unigrams()) {
        if (count > 0) {
          builder.add(count);
        }
      }
      summary = builder.build();
    } else {
      summary = summaries.get(order - 2);
    }
    long[] n = summary.countsOfCounts().stream().mapToLong(Long::longValue).toArray();
    if (greatest != null && order <= summaries.size()) {
      boolean unigram = order == 1;
      int last = greatest.lastWord();
      move(
          n,
          unigram ? unigrams()[last] : greatest.counted()[order - 2],
          unigram ? occurrences[last] : greatest.actual()[order - 2]);
    }
    return n;
  }

  private static void move(long[] n, long from, long to) {
    if (from >= 1 && from <= n.length) {
      n[(int) from - 1]--;
    }
    if (to >= 1 && to <= n.length) {
      n[(int) to - 1]++;
    }
  }
}
