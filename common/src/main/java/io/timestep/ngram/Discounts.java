package io.timestep.ngram;

import io.timestep.util.UserException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * The three discounts of modified Kneser-Ney smoothing (Chen and Goodman 1998, eq. 26): what is
 * taken from a count of 1, of 2, and of 3 or more.
 */
public record Discounts(double one, double two, double threeOrMore) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where the counts of counts give none: KenLM's fallback. */
  public static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5);

  public Discounts {
    requireInRange(one, 1);
    requireInRange(two, 2);
    requireInRange(threeOrMore, 3);
  }

  /**
   * D_j = j - (j + 1) Y n_{j+1} / n_j with Y = n1 / (n1 + 2 n2), or {@link #FALLBACK} where that is
   * undefined (n1, n2 or n3 is 0) or outside (0, j]: in tiny, deduplicated or class text.
   *
   * @param n n1 to n4, [4]
   */
  public static Discounts of(long[] n) {
    if (problem(n).isPresent()) {
      return FALLBACK;
    }
    double[] d = formula(n);
    return Arrays.stream(d).allMatch(discount -> discount > 0)
        ? new Discounts(d[0], d[1], d[2])
        : FALLBACK;
  }

  /**
   * The same formula without a silent way out. n4 may be 0, and a discount 0 or j.
   *
   * @param order the N-grams' length, for the message
   * @param n n1 to n4 of that order, [4]
   * @throws UserException if n1, n2 or n3 is 0 or a discount is outside [0, j]
   */
  public static Discounts estimate(int order, long[] n) {
    return estimate(order, n, Optional.empty());
  }

  /**
   * The same formula with a way out.
   *
   * @param fallback taken where the formula fails
   */
  public static Discounts estimate(int order, long[] n, Optional<Discounts> fallback) {
    Optional<String> problem = problem(n);
    if (problem.isEmpty()) {
      double[] d = formula(n);
      return new Discounts(d[0], d[1], d[2]);
    }
    return fallback.orElseThrow(() -> failure(order, n, problem.get()));
  }

  /** What is told where counts of counts give no discounts; also for methods with a single one. */
  public static UserException failure(int order, long[] n, String problem) {
    return new UserException(
        ("No discounts for order %d: %s (its N-grams seen once, twice, 3 and 4 times: %d, %d, %d,"
                + " %d). The text is tiny or deduplicated, or not of words (classes, characters);"
                + " take more text, or set ngram.discount-fallback, e.g. 0.5,1,1.5, which serves"
                + " for such orders alone.")
            .formatted(order, problem, n[0], n[1], n[2], n[3]));
  }

  /**
   * What is taken from a count.
   *
   * @param count at least 0
   */
  public double of(long count) {
    if (count >= 3) {
      return threeOrMore;
    }
    return count == 2 ? two : count == 1 ? one : 0;
  }

  /** D1, D2 and D3+, where n1, n2 and n3 are not 0. */
  private static double[] formula(long[] n) {
    double y = n[0] / (n[0] + 2.0 * n[1]);
    return new double[] {1 - 2 * y * n[1] / n[0], 2 - 3 * y * n[2] / n[1], 3 - 4 * y * n[3] / n[2]};
  }

  private static Optional<String> problem(long[] n) {
    for (int j = 1; j <= 3; j++) {
      if (n[j - 1] == 0) {
        return Optional.of("none has count " + j);
      }
    }
    double[] d = formula(n);
    for (int j = 1; j <= 3; j++) {
      if (d[j - 1] < 0 || d[j - 1] > j) {
        return Optional.of(
            "that of count %d would be %.4f, not from 0 to %d".formatted(j, d[j - 1], j));
      }
    }
    return Optional.empty();
  }

  private static void requireInRange(double discount, int count) {
    if (!(discount >= 0 && discount <= count)) {
      throw new UserException(
          "A discount for count %d must be from 0 to %d, got %s".formatted(count, count, discount));
    }
  }
}
