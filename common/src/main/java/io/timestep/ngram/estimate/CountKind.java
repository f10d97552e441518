package io.timestep.ngram.estimate;

import io.timestep.ngram.count.SuffixLevel;

/** Which count of an N-gram below the highest order a method smooths. */
public enum CountKind {
  /** Distinct words before it (Kneser and Ney 1995). */
  ADJUSTED {
    @Override
    public long[] of(SuffixLevel level) {
      return level.adjusted();
    }
  },
  /** Occurrences. */
  ACTUAL {
    @Override
    public long[] of(SuffixLevel level) {
      return level.actual();
    }
  };

  /** The counts of a level, [size]. */
  public abstract long[] of(SuffixLevel level);
}
