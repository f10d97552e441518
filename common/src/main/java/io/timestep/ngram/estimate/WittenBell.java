package io.timestep.ngram.estimate;

/**
 * Interpolated Witten-Bell (Witten and Bell 1991, method C; interpolated as in Chen and Goodman
 * 1998, eq. 15 to 17) of one order, on plain counts. A context seen n times before T distinct words
 * saw something new T times, which is its weight for words that are new again:
 *
 * <pre>
 * p(w|x) = (c(xw) + T(x) p(w|x')) / (n(x) + T(x))
 * </pre>
 *
 * <p>Counts of pruned words join T in the weight.
 */
public record WittenBell() implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  @Override
  public double share(long count, ContextTotals context) {
    return count / (double) (context.tokens() + context.types());
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    return (context.types() + context.prunedTokens())
        / (double) (context.tokens() + context.types());
  }
}
