package io.timestep.ngram;

import io.timestep.text.ByteOrder;
import java.io.Serializable;
import java.util.Comparator;

/**
 * An N-gram and how often it occurs.
 *
 * @param ngram its words, separated by a space
 */
public record NgramCount(String ngram, long count) implements Serializable {
  /** Falling count; equal counts in the order of the text's UTF-8 bytes. */
  public static final Comparator<NgramCount> BY_RANK =
      Comparator.comparingLong(NgramCount::count)
          .reversed()
          .thenComparing(NgramCount::ngram, ByteOrder.INSTANCE);
}
