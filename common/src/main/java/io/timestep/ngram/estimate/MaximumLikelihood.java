package io.timestep.ngram.estimate;

/**
 * Relative frequencies of one order among the kept N-grams. After a context that was seen with any
 * kept word all other words have probability 0; after all others the shorter context decides.
 */
public record MaximumLikelihood() implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  @Override
  public double share(long count, ContextTotals context) {
    return count / (double) (context.tokens() - context.prunedTokens());
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    return 0;
  }

  @Override
  public double backoff(ContextTotals context) {
    return context.keptTypes() == 0 ? 1 : 0;
  }
}
