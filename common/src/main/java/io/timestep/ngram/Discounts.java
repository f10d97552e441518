package io.timestep.ngram;

import java.io.Serializable;

/**
 * The three discounts of modified Kneser-Ney smoothing (Chen and Goodman 1998, eq. 26): what is
 * taken from a count of 1, of 2, and of 3 or more.
 */
public record Discounts(double one, double two, double threeOrMore) implements Serializable {
  /** Where the counts of counts give none: KenLM's fallback. */
  public static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5);

  /**
   * D_j = j - (j + 1) Y n_{j+1} / n_j with Y = n1 / (n1 + 2 n2), or {@link #FALLBACK} where that is
   * undefined (n1, n2 or n3 is 0) or outside (0, j]: in tiny, deduplicated or class text.
   *
   * @param n n1 to n4, [4]
   */
  public static Discounts of(long[] n) {
    if (n[0] == 0 || n[1] == 0 || n[2] == 0) {
      return FALLBACK;
    }
    double y = n[0] / (n[0] + 2.0 * n[1]);
    Discounts discounts =
        new Discounts(1 - 2 * y * n[1] / n[0], 2 - 3 * y * n[2] / n[1], 3 - 4 * y * n[3] / n[2]);
    return discounts.isValid() ? discounts : FALLBACK;
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

  private boolean isValid() {
    return one > 0 && one <= 1 && two > 0 && two <= 2 && threeOrMore > 0 && threeOrMore <= 3;
  }
}
