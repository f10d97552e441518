package io.timestep.jobs.ngram.query;

import io.timestep.ngram.query.CorpusScore;

/**
 * How well an N-gram model foretells a text.
 *
 * @param sentences lines, empty ones included
 * @param tokens words and sentence ends
 * @param oov words that are not in the model, among the tokens
 * @param impossible tokens to which the model gives probability 0, -99 or less as a logarithm in
 *     its files; KenLM adds that number up like others
 * @param log10Prob log10 p of the text; null if a token is impossible
 * @param perplexity 10 to the mean -log10 p of a token; null if one is impossible
 * @param perplexityExcludingOov the same of the tokens in the model
 * @param seconds of the whole job
 * @param tokensPerSecond tokens by seconds
 * @param tokensPerSecondPerCore tokens by the time that tasks spent on reading and scoring, once
 *     the model was open
 */
public record NgramEvaluateResult(
    long sentences,
    long tokens,
    long oov,
    long impossible,
    Double log10Prob,
    Double perplexity,
    Double perplexityExcludingOov,
    double seconds,
    double tokensPerSecond,
    double tokensPerSecondPerCore) {
  static NgramEvaluateResult of(CorpusScore score, double seconds, double taskSeconds) {
    return new NgramEvaluateResult(
        score.sentences(),
        score.tokens(),
        score.oov(),
        score.impossible(),
        finite(score.log10Prob()),
        finite(score.perplexity()),
        finite(score.perplexityWithoutOov()),
        seconds,
        score.tokens() / seconds,
        score.tokens() / taskSeconds);
  }

  /** JSON has no word for what is infinite or no number. */
  static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
