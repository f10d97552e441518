package io.timestep.jobs.evaluate;

/**
 * How well a model foretells a text.
 *
 * @param model folder of the model
 * @param split of a tokenized input; null for plain text
 * @param tokens words and sentence ends foretold
 * @param unknown tokens that are {@code <unk>} to the model; they are foretold as such
 * @param unknownRate their share
 * @param characters code points of the normalized text, line ends included
 * @param nats sum of -ln p(token)
 * @param perplexity exp(nats / tokens)
 * @param accuracy share of tokens that were the most probable one
 * @param accuracyAt5 share among the five most probable
 * @param seconds that the model took, without the baselines
 * @param baselines the same text by simpler models; null if not asked for
 */
public record EvaluateResult(
    String model,
    String split,
    long tokens,
    long unknown,
    double unknownRate,
    long characters,
    double nats,
    double perplexity,
    double bitsPerCharacter,
    double accuracy,
    double accuracyAt5,
    double seconds,
    double tokensPerSecond,
    Baselines baselines) {

  /** Models of the same vocabulary, trained on the text the model was trained on. */
  public record Baselines(Baseline unigram, Baseline bigram) {}

  /** One simpler model on the same tokens. */
  public record Baseline(double nats, double perplexity) {}
}
