package io.timestep.ngram.estimate;

/** What is counted of N-grams below the highest order; at the highest it is always occurrences. */
public enum LowerOrderCounts {
  /** How often the N-gram occurs. */
  OCCURRENCES,

  /**
   * How many distinct words stand to its left, {@code <s>} being one of them, where it does not
   * itself begin with {@code <s>}: Kneser and Ney's adjusted counts.
   */
  CONTINUATIONS
}
