package io.timestep.ngram;

import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Keeps the most frequent N-grams of those offered; for one thread. */
public final class TopNgrams {
  private final int limit;
  private final PriorityQueue<NgramCount> worstFirst =
      new PriorityQueue<>(NgramCount.BY_RANK.reversed());

  /**
   * @param limit how many are kept, at least 1
   */
  public TopNgrams(int limit) {
    this.limit = limit;
  }

  /** Whether an N-gram of this count may be kept; if not, it need not be put into words. */
  public boolean mayKeep(long count) {
    return worstFirst.size() < limit || count >= worstFirst.element().count();
  }

  public void offer(NgramCount ngram) {
    if (worstFirst.size() < limit) {
      worstFirst.add(ngram);
    } else if (NgramCount.BY_RANK.compare(ngram, worstFirst.element()) < 0) {
      worstFirst.remove();
      worstFirst.add(ngram);
    }
  }

  /** The kept ones, the most frequent first. */
  public List<NgramCount> list() {
    return worstFirst.stream().sorted(NgramCount.BY_RANK).toList();
  }

  /** The most frequent of two lists. */
  public static List<NgramCount> merge(List<NgramCount> a, List<NgramCount> b, int limit) {
    return Stream.concat(a.stream(), b.stream()).sorted(NgramCount.BY_RANK).limit(limit).toList();
  }
}
