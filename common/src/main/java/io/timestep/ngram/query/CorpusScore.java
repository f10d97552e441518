package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;
import java.io.Serializable;

/**
 * How well a model foretells a text, as sums that merge in any order to the same bits.
 *
 * <p>Log probabilities are kept in whole units of 2^-24: a sentence's sum is rounded once (by 3e-8
 * at most), then only integers are added, so that no partitioning of a corpus shows in its result.
 *
 * @param sentences their number
 * @param tokens words and sentence ends
 * @param oov words that are not in the lexicon, among the tokens
 * @param impossible tokens of probability 0, which are in no sum (a model without smoothing)
 * @param impossibleOov those of them that are not in the lexicon
 * @param log10Units log10 p of the text, in units of 2^-24
 * @param log10UnitsOov the part of it that comes from words not in the lexicon, in units of 2^-24
 */
public record CorpusScore(
    long sentences,
    long tokens,
    long oov,
    long impossible,
    long impossibleOov,
    long log10Units,
    long log10UnitsOov)
    implements Serializable {
  /** The score of no text. */
  public static final CorpusScore EMPTY = new CorpusScore(0, 0, 0, 0, 0, 0, 0);

  /** Fits -5.5e11 in a long: that of more than 10^11 tokens. */
  private static final double UNITS = 1 << 24;

  public CorpusScore {
    if (sentences < 0
        || tokens < sentences
        || oov < 0
        || oov > tokens - sentences
        || impossible > tokens
        || impossibleOov < 0
        || impossibleOov > Math.min(oov, impossible)) {
      throw new IllegalArgumentException(
          "%d sentences, %d tokens, %d unknown, %d impossible, %d both"
              .formatted(sentences, tokens, oov, impossible, impossibleOov));
    }
  }

  /** Sums over the tokens of one sentence, in their order. */
  static final class Sentence {
    private long tokens;
    private long oov;
    private long impossible;
    private long impossibleOov;
    private double log10Prob;
    private double log10ProbOov;

    void add(int word, double tokenLog10Prob) {
      boolean unknown = word == Vocabulary.UNKNOWN;
      tokens++;
      oov += unknown ? 1 : 0;
      if (tokenLog10Prob == Double.NEGATIVE_INFINITY) {
        impossible++;
        impossibleOov += unknown ? 1 : 0;
        return;
      }
      log10Prob += tokenLog10Prob;
      log10ProbOov += unknown ? tokenLog10Prob : 0;
    }

    CorpusScore score() {
      return new CorpusScore(
          1, tokens, oov, impossible, impossibleOov, units(log10Prob), units(log10ProbOov));
    }

    private static long units(double log10) {
      return Math.round(log10 * UNITS);
    }
  }

  /**
   * Associative and commutative, to the bit.
   *
   * @throws ArithmeticException if the sum is too great
   */
  public CorpusScore merge(CorpusScore other) {
    return new CorpusScore(
        sentences + other.sentences,
        tokens + other.tokens,
        oov + other.oov,
        impossible + other.impossible,
        impossibleOov + other.impossibleOov,
        Math.addExact(log10Units, other.log10Units),
        Math.addExact(log10UnitsOov, other.log10UnitsOov));
  }

  /** log10 p of the text; negative infinity if a token is impossible. */
  public double log10Prob() {
    return impossible > 0 ? Double.NEGATIVE_INFINITY : log10Units / UNITS;
  }

  /** The part of {@link #log10Prob} of the words not in the lexicon. */
  public double log10ProbOov() {
    return impossibleOov > 0 ? Double.NEGATIVE_INFINITY : log10UnitsOov / UNITS;
  }

  /** 10 to the mean -log10 p of a token; NaN for no tokens. */
  public double perplexity() {
    return Math.pow(10, -log10Prob() / tokens);
  }

  /** {@link #perplexity} of the tokens in the lexicon; NaN if there are none. */
  public double perplexityWithoutOov() {
    if (impossible > impossibleOov) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.pow(10, -(log10Units - log10UnitsOov) / UNITS / (tokens - oov));
  }
}
