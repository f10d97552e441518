package io.timestep.ngram.estimate;

/**
 * Stupid backoff (Brants, Popat, Xu, Och and Dean 2007, eq. 5) of one order, on plain counts:
 * relative frequencies, and a fixed weight for what was never seen. Scores, not probabilities: they
 * sum to more than 1 over the vocabulary.
 *
 * <pre>
 * S(w|x) = c(xw) / c(x) if c(xw) > 0, else alpha S(w|x')
 * </pre>
 *
 * @param alpha 0.4 in the paper
 */
public record StupidBackoff(double alpha) implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  /** The paper's weight. */
  public static final double ALPHA = 0.4;

  public StupidBackoff {
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha " + alpha);
    }
  }

  @Override
  public double share(long count, ContextTotals context) {
    return count / (double) context.tokens();
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    return 0;
  }

  @Override
  public double backoff(ContextTotals context) {
    return alpha;
  }
}
