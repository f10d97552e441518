package io.timestep.ngram;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Figures of the N-grams of one order. Summaries of disjoint sets of N-grams add up.
 *
 * @param types distinct N-grams
 * @param tokens occurrences of all of them
 * @param countsOfCounts N-grams that occur exactly 1, 2, 3 and 4 times: n1 to n4 of Chen and
 *     Goodman (1998), [{@value #COUNTS}]
 */
public record NgramSummary(long types, long tokens, List<Long> countsOfCounts)
    implements Serializable {
  /** Highest count whose frequency is kept. */
  public static final int COUNTS = 4;

  /** Of no N-gram. */
  public static final NgramSummary EMPTY = new NgramSummary(0, 0, Collections.nCopies(COUNTS, 0L));

  public NgramSummary {
    countsOfCounts = List.copyOf(countsOfCounts);
    if (countsOfCounts.size() != COUNTS) {
      throw new IllegalArgumentException("Counts of counts 1 to 4, got " + countsOfCounts);
    }
  }

  /** N-grams that occur once. */
  public long hapaxes() {
    return countsOfCounts.get(0);
  }

  public NgramSummary merge(NgramSummary other) {
    List<Long> sums = new ArrayList<>(COUNTS);
    for (int i = 0; i < COUNTS; i++) {
      sums.add(countsOfCounts.get(i) + other.countsOfCounts.get(i));
    }
    return new NgramSummary(types + other.types, tokens + other.tokens, sums);
  }

  /** Takes in N-grams one by one; for one thread. */
  public static final class Builder {
    private final long[] countsOfCounts = new long[COUNTS];
    private long types;
    private long tokens;

    /** Takes in one distinct N-gram. */
    public Builder add(long count) {
      types++;
      tokens += count;
      if (count <= COUNTS) {
        countsOfCounts[(int) count - 1]++;
      }
      return this;
    }

    public NgramSummary build() {
      List<Long> counts = new ArrayList<>(COUNTS);
      for (long count : countsOfCounts) {
        counts.add(count);
      }
      return new NgramSummary(types, tokens, counts);
    }
  }
}
