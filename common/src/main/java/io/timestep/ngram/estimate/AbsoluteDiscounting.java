package io.timestep.ngram.estimate;

import io.timestep.ngram.Discounts;
import java.util.Optional;

/**
 * Interpolated absolute discounting (Ney, Essen and Kneser 1994) of one order, on plain counts:
 *
 * <pre>
 * p(w|x) = (c(xw) - D) / n(x) + gamma(x) p(w|x')      gamma = (D kept types + pruned) / n(x)
 * </pre>
 *
 * @param discount D, at most 1, so that no count becomes negative
 */
public record AbsoluteDiscounting(double discount) implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  public AbsoluteDiscounting {
    if (!(discount >= 0 && discount <= 1)) {
      throw new IllegalArgumentException("Discount " + discount);
    }
  }

  /**
   * With D = n1 / (n1 + 2 n2), the upper bound of leaving-one-out (ibid.). Without N-grams of count
   * 1 it would take nothing and unseen words had no probability at all.
   *
   * @param order the N-grams' length, for the message
   * @param n n1 to n4 of that order, [4]
   * @param fallback whose discount of count 1 serves where n1 is 0
   * @throws io.timestep.util.UserException if n1 is 0 and there is no fallback
   */
  public static AbsoluteDiscounting of(int order, long[] n, Optional<Discounts> fallback) {
    if (n[0] > 0) {
      return new AbsoluteDiscounting(n[0] / (n[0] + 2.0 * n[1]));
    }
    return new AbsoluteDiscounting(
        fallback.orElseThrow(() -> Discounts.failure(order, n, "none has count 1")).one());
  }

  @Override
  public double share(long count, ContextTotals context) {
    return (count - discount) / context.tokens();
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    return (discount * context.keptTypes() + context.prunedTokens()) / context.tokens();
  }
}
