package io.timestep.ngram.estimate;

/**
 * Lidstone's rule, with k = 1 Laplace's, at the highest order, on plain counts:
 *
 * <pre>
 * p(w|x) = (c(xw) + k) / (n(x) + k V)
 * </pre>
 *
 * <p>That is c(xw) / (n(x) + k V) and the weight k V / (n(x) + k V) of the uniform distribution, so
 * that all lower orders are {@link Uniform}. Counts of pruned words join k V in the weight.
 *
 * @param k what each word is said to have been seen more often
 * @param vocabulary V, words that may be predicted
 */
public record AddK(double k, long vocabulary) implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  public AddK {
    if (!(k > 0 && Double.isFinite(k)) || vocabulary < 1) {
      throw new IllegalArgumentException("k = %s, V = %d".formatted(k, vocabulary));
    }
  }

  @Override
  public double share(long count, ContextTotals context) {
    return count / (context.tokens() + k * vocabulary);
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    return (context.prunedTokens() + k * vocabulary) / (context.tokens() + k * vocabulary);
  }
}
