package io.timestep.ngram.estimate;

/** Counts are not heeded: the next lower order's probabilities stand, at last the uniform ones. */
public record Uniform() implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  @Override
  public double share(long count, ContextTotals context) {
    return 0;
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    return 1;
  }
}
