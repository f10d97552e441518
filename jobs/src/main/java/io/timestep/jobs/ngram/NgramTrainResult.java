package io.timestep.jobs.ngram;

import io.timestep.ngram.Discounts;
import io.timestep.ngram.estimate.MemoryPlan;
import java.util.List;

/**
 * What {@code ngram train} made. Lists by order begin with order 1.
 *
 * @param order longest N-gram
 * @param smoothing method, as in the configuration
 * @param ngrams in the model, by order
 * @param discounts D1, D2 and D3+ by order; empty for other methods than modified Kneser-Ney
 * @param sentences lines, empty ones included
 * @param tokens words of the text, without sentence ends
 * @param types distinct words of the text
 * @param plan what the work was expected to take
 * @param seconds of the whole job
 * @param tokensPerSecond tokens by seconds
 */
public record NgramTrainResult(
    int order,
    String smoothing,
    List<Long> ngrams,
    List<Discounts> discounts,
    long sentences,
    long tokens,
    long types,
    MemoryPlan plan,
    double seconds,
    double tokensPerSecond) {
  public NgramTrainResult {
    ngrams = List.copyOf(ngrams);
    discounts = List.copyOf(discounts);
  }
}
