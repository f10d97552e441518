package io.timestep.ngram.association;

import java.io.Serializable;

/**
 * How often a word follows a context, against how often each of them occurs: the 2x2 table whose
 * observations are the words of a text, by whether the words before each are the context x, and
 * whether it is the word w itself.
 *
 * <p>Of a bigram the context is the first word, of a trigram the first two: (w1 w2) and w3. In the
 * notation of Evert (2005), O11 is {@code both}, R1 is {@code context}, C1 is {@code word}, and E11
 * = R1 C1 / N is what independence lets expect.
 *
 * @param both times w follows x
 * @param context times any word follows x
 * @param word times w occurs, also where nothing stands before it
 * @param total words of the text
 */
public record PairCounts(long both, long context, long word, long total) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double LOG_2 = Math.log(2);

  public PairCounts {
    if (both < 1 || context < both || word < both || total - word < context - both) {
      throw new IllegalArgumentException(
          "No table has %d together, %d and %d apart, %d in all"
              .formatted(both, context, word, total));
    }
  }

  /** E11: how often w would follow x if they had nothing to do with each other. */
  public double expected() {
    return (double) context * word / total;
  }

  /** Whether they stand together more often than expected. */
  public boolean isAttracted() {
    return both > expected();
  }

  /** Pointwise mutual information in bits, log2 O11/E11 (Church and Hanks 1990, section 2). */
  public double pmi() {
    return Math.log(both / expected()) / LOG_2;
  }

  /**
   * PMI by its largest value, -log2 O11/N (Bouma 2009, eq. 6): 1 when they only occur together, 0
   * when they are independent, towards -1 when they hardly meet.
   */
  public double normalizedPmi() {
    return both == total ? 1 : pmi() * LOG_2 / -Math.log((double) both / total);
  }

  /**
   * The log-likelihood ratio G² = 2 Σ O ln O/E (Dunning 1993, section 5, -2 log λ of binomials);
   * large also for words that avoid each other.
   */
  public double logLikelihoodRatio() {
    double shift = both - expected(); // O - E of O11 and O22; of the others its opposite
    double sum =
        term(both, shift)
            + term(context - both, -shift)
            + term(word - both, -shift)
            + term(total - context - word + both, shift);
    return Math.max(0, 2 * sum); // a rounding error may be below
  }

  /** O ln O/E, without the loss of digits where O is nearly E. */
  private static double term(long observed, double shift) {
    return observed == 0 ? 0 : -observed * Math.log1p(-shift / observed);
  }

  /**
   * Pearson's χ² = N (O11 O22 - O12 O21)² / (R1 R2 C1 C2), without continuity correction (Manning
   * and Schütze 1999, eq. 5.7); 0 where a margin is the whole text.
   */
  public double chiSquared() {
    double rest = (double) (total - context) * (total - word);
    if (rest == 0) {
      return 0;
    }
    double shift = both - expected();
    return shift / context * shift / word * total / rest * total * total;
  }

  /** The t-score (O11 - E11) / √O11 (Church et al. 1991; Manning and Schütze 1999, eq. 5.3). */
  public double tScore() {
    return (both - expected()) / Math.sqrt((double) both);
  }
}
