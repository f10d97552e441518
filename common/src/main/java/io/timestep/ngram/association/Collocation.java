package io.timestep.ngram.association;

import io.timestep.text.ByteOrder;
import java.io.Serializable;
import java.util.Comparator;

/**
 * An N-gram whose last word stands together with those before it.
 *
 * @param ngram its words, separated by a space
 * @param logLikelihoodRatio G² of the counts
 */
public record Collocation(String ngram, PairCounts counts, double logLikelihoodRatio)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Falling G²; equal ones in the order of the text's UTF-8 bytes. */
  public static final Comparator<Collocation> BY_RANK =
      Comparator.comparingDouble(Collocation::logLikelihoodRatio)
          .reversed()
          .thenComparing(Collocation::ngram, ByteOrder.INSTANCE);
}
