package io.timestep.ngram;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.timestep.text.ByteOrder;
import java.io.Serializable;
import java.util.Comparator;

/**
 * An N-gram and how often it occurs.
 *
 * @param ngram its words, separated by a space
 * @param documents that have it; 0: not counted, and not written
 */
public record NgramCount(
    String ngram, long count, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long documents)
    implements Serializable {
  /** Falling count; equal counts in the order of the text's UTF-8 bytes. */
  public static final Comparator<NgramCount> BY_RANK =
      Comparator.comparingLong(NgramCount::count)
          .reversed()
          .thenComparing(NgramCount::ngram, ByteOrder.INSTANCE);

  /** One whose documents are not counted. */
  public NgramCount(String ngram, long count) {
    this(ngram, count, 0);
  }
}
