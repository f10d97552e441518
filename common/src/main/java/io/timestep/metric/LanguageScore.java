package io.timestep.metric;

import java.io.Serializable;

/**
 * How well a model foretells a text, as sums that merge.
 *
 * @param tokens tokens foretold: words and sentence ends
 * @param nats sum of -ln p(token | what came before)
 * @param correct tokens that were the most probable one
 * @param correctAt5 tokens among the five most probable
 */
public record LanguageScore(long tokens, double nats, long correct, long correctAt5)
    implements Serializable {
  public static final LanguageScore EMPTY = new LanguageScore(0, 0, 0, 0);

  /** Associative but for rounding: merge in a fixed order where bits matter. */
  public LanguageScore merge(LanguageScore other) {
    return new LanguageScore(
        tokens + other.tokens,
        nats + other.nats,
        correct + other.correct,
        correctAt5 + other.correctAt5);
  }

  /**
   * Whether the model foretells the same text better than one of another score. Nats that are no
   * number, or infinite, are worse than any that are finite, and as bad as each other.
   */
  public boolean isBetterThan(LanguageScore other) {
    return Double.isFinite(nats) && (nats < other.nats || !Double.isFinite(other.nats));
  }

  /** exp of the mean nats of a token; NaN for no tokens. */
  public double perplexity() {
    return Math.exp(nats / tokens);
  }

  /**
   * Bits a character of the text, its line ends included.
   *
   * @param characters code points of the text that {@link #tokens} stands for
   */
  public double bitsPerCharacter(long characters) {
    return nats / Math.log(2) / characters;
  }

  /** Share of tokens that were the most probable one. */
  public double accuracy() {
    return (double) correct / tokens;
  }

  /** Share of tokens among the five most probable. */
  public double accuracyAt5() {
    return (double) correctAt5 / tokens;
  }
}
