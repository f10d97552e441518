package io.timestep.jobs.ngram.query;

import java.util.List;

/**
 * What may come next.
 *
 * @param context as it was given
 * @param unknown words of it that the model lacks, each once
 * @param predictions the most probable first
 */
public record NgramPredictResult(String context, List<String> unknown, List<Next> predictions) {
  /**
   * A word.
   *
   * @param word {@code </s>}: the sentence ends
   * @param log10Prob log10 p of the word after the context
   * @param order words of the N-gram that the probability is from, this one included
   */
  public record Next(String word, double log10Prob, int order) {}

  public NgramPredictResult {
    unknown = List.copyOf(unknown);
    predictions = List.copyOf(predictions);
  }
}
