package io.timestep.ngram.estimate;

import io.timestep.ngram.Discounts;

/**
 * Interpolated modified Kneser-Ney (Chen and Goodman 1998, eq. 22 to 26) of one order, on adjusted
 * counts: share = (a - D(a)) / den, weight = (D1 n1 + D2 n2 + D3+ n3+ + pruned) / den.
 */
public record ModifiedKneserNey(Discounts discounts) implements OrderSmoothing {
  private static final long serialVersionUID = 1L;

  @Override
  public double share(long count, ContextTotals context) {
    return (count - discounts.of(count)) / context.tokens();
  }

  @Override
  public double lowerWeight(ContextTotals context) {
    double taken =
        discounts.one() * context.kept(1)
            + discounts.two() * context.kept(2)
            + discounts.threeOrMore() * context.kept(3);
    return (taken + context.prunedTokens()) / context.tokens();
  }
}
