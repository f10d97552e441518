package io.timestep.jobs.ngram;

import java.io.Serializable;

/**
 * How well the baselines foretell a text.
 *
 * @param tokens words and sentence ends foretold
 * @param unigramNats sum of -ln p(token) by the unigram baseline
 * @param bigramNats the same by the bigram baseline
 */
public record BaselineScores(long tokens, double unigramNats, double bigramNats)
    implements Serializable {
  static final BaselineScores EMPTY = new BaselineScores(0, 0, 0);

  BaselineScores merge(BaselineScores other) {
    return new BaselineScores(
        tokens + other.tokens, unigramNats + other.unigramNats, bigramNats + other.bigramNats);
  }

  public double unigramPerplexity() {
    return Math.exp(unigramNats / tokens);
  }

  public double bigramPerplexity() {
    return Math.exp(bigramNats / tokens);
  }
}
