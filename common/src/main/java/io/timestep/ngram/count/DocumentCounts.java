package io.timestep.ngram.count;

import java.util.List;

/**
 * In how many documents each N-gram of a partition is (document frequency), a document being a
 * sentence: its occurrences less those where its document has had it before. Such repeats are rare,
 * so that finding and shuffling them costs little beside listing the N-grams of each document.
 */
public final class DocumentCounts {
  private static final int BIGRAM = 2;

  private final KeyColumns keys;
  private final KeyColumns repeatKeys;
  private final List<SuffixLevel> repeats;

  /**
   * @param ngrams of a partition
   * @param repeats of {@link RepeatEvents}, in the same partition
   */
  public DocumentCounts(SortedNgrams ngrams, SortedNgrams repeats) {
    this.keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    this.repeatKeys = new KeyColumns(repeats.layout(), repeats.keys());
    this.repeats = SuffixSweep.levels(repeats);
  }

  /**
   * Counts a level.
   *
   * @return documents that have each N-gram, at least 1, [size]
   */
  public long[] of(SuffixLevel level) {
    SuffixLevel again = repeats.get(level.order() - BIGRAM);
    long[] documents = new long[level.size()];
    int next = 0;
    for (int i = 0; i < documents.length; i++) {
      documents[i] = level.actual()[i];
      if (next < again.size()
          && sameWords(level.source()[i], again.source()[next], level.order())) {
        documents[i] -= again.actual()[next++];
      }
    }
    if (next < again.size()) {
      throw new IllegalStateException(
          "%d of %d repeated %d-grams are not in their partition"
              .formatted(again.size() - next, again.size(), level.order()));
    }
    return documents;
  }

  private boolean sameWords(int key, int repeat, int words) {
    for (int j = 0; j < words; j++) {
      if (keys.word(key, j) != repeatKeys.word(repeat, j)) {
        return false;
      }
    }
    return true;
  }
}
