package io.timestep.ngram.estimate;

import io.timestep.ngram.count.KeyLayout;
import java.util.List;

/**
 * How large a text is, as far as it is known when its words are counted.
 *
 * @param layout of the key of an N-gram of the highest order
 * @param events N-grams of the highest order as they occur: words and sentence ends
 * @param distinct distinct N-grams by order, the words exactly, the others as {@link
 *     DistinctNgrams} expects them, [order]
 * @param typeBytes bytes of the distinct words
 * @param eventBytes bytes of all words as they occur
 */
public record CorpusSize(
    KeyLayout layout, long events, List<Long> distinct, long typeBytes, long eventBytes) {
  public CorpusSize {
    distinct = List.copyOf(distinct);
  }

  /** The highest order. */
  int order() {
    return distinct.size();
  }

  long distinct(int order) {
    return distinct.get(order - 1);
  }

  /** Bytes of a word where it occurs, on the average. */
  double meanWordBytes() {
    return events == 0 ? 0 : eventBytes / (double) events;
  }
}
