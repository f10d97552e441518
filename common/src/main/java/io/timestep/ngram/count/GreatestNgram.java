package io.timestep.ngram.count;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The last N-gram in the order of KenLM's {@code lmplz}: by its words from the last to the first,
 * each by its rank. {@code lmplz} never turns the actual counts of this N-gram's suffixes into
 * adjusted ones; who wants the same model counts them alike.
 *
 * @param ranks of its words from the last to the first; a missing word is {@code <s>}, [N]
 * @param counted counts of its suffixes of order 2 to N - 1 as they are smoothed; 0 where there is
 *     none, [N - 2]
 * @param actual occurrences of the same suffixes, [N - 2]
 * @param lastWord id of its last word
 */
public record GreatestNgram(int[] ranks, long[] counted, long[] actual, int lastWord)
    implements Serializable, Comparable<GreatestNgram> {
  private static final long serialVersionUID = 1L;

  /** Rank of {@code <s>}, whatever the text. */
  private static final int START_RANK = 1;

  /**
   * The greatest of a partition; null if it is empty.
   *
   * @param counts those smoothed of a level below the highest, [size]
   */
  static GreatestNgram of(
      SortedNgrams ngrams,
      List<SuffixLevel> levels,
      Function<SuffixLevel, long[]> counts,
      KeyColumns keys,
      int[] ranks) {
    int order = ngrams.layout().words();
    int best = -1;
    for (int i = 0; i < ngrams.size(); i++) {
      if (best < 0 || compare(keys, ranks, order, best, i) < 0) {
        best = i;
      }
    }
    if (best < 0) {
      return null;
    }
    int[] tuple = new int[order];
    for (int j = 0; j < order; j++) {
      tuple[j] = rank(keys, ranks, best, j);
    }
    long[] counted = new long[order - 2];
    long[] actual = new long[order - 2];
    for (int k = 2; k < order && k <= keys.length(best); k++) {
      SuffixLevel level = levels.get(k - 2);
      int found = Arrays.binarySearch(level.source(), 0, level.size(), best);
      int place = found >= 0 ? found : -found - 2; // the suffix that the N-gram itself belongs to
      counted[k - 2] = counts.apply(level)[place];
      actual[k - 2] = level.actual()[place];
    }
    return new GreatestNgram(tuple, counted, actual, (int) keys.word(best, 1) - 1);
  }

  /** The greater of two; null, which is that of an empty partition, is below all. */
  public static GreatestNgram greater(GreatestNgram one, GreatestNgram other) {
    return one == null || (other != null && one.compareTo(other) < 0) ? other : one;
  }

  @Override
  public int compareTo(GreatestNgram other) {
    return Arrays.compare(ranks, other.ranks);
  }

  private static int compare(KeyColumns keys, int[] ranks, int order, int i, int j) {
    for (int position = 0; position < order; position++) {
      int compared =
          Integer.compare(rank(keys, ranks, i, position), rank(keys, ranks, j, position));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /** Rank of the word that stands so many places before the last. */
  private static int rank(KeyColumns keys, int[] ranks, int i, int fromLast) {
    int position = fromLast == 0 ? 1 : fromLast == 1 ? 0 : fromLast;
    long word = keys.word(i, position);
    return word == 0 ? START_RANK : ranks[(int) word - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GreatestNgram ngram && compareTo(ngram) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranks);
  }
}
