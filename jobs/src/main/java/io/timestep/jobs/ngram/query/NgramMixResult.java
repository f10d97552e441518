package io.timestep.jobs.ngram.query;

import io.timestep.ngram.query.MixtureFit;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture fitted on held-out text.
 *
 * @param models with their weights, in the order they were given
 * @param perplexity of the mixture on the text
 * @param tokens of the text, words and sentence ends, without the impossible ones
 * @param impossible tokens to which every model gives probability 0
 * @param iterations of expectation maximisation
 * @param converged whether it came to rest before the bound on iterations
 */
public record NgramMixResult(
    List<Part> models,
    double perplexity,
    long tokens,
    long impossible,
    int iterations,
    boolean converged) {
  /**
   * One of the models.
   *
   * @param model its path as it was given
   * @param weight all together 1
   * @param perplexity by itself on the text; null if it gives a token probability 0
   */
  public record Part(String model, double weight, Double perplexity) {}

  public NgramMixResult {
    models = List.copyOf(models);
  }

  static NgramMixResult of(List<String> paths, MixtureFit fit) {
    List<Part> parts = new ArrayList<>();
    for (int m = 0; m < paths.size(); m++) {
      parts.add(
          new Part(
              paths.get(m),
              fit.weights().get(m),
              NgramEvaluateResult.finite(fit.perplexities().get(m))));
    }
    return new NgramMixResult(
        parts,
        fit.perplexity(),
        fit.tokens(),
        fit.impossible(),
        fit.log10Likelihoods().size() - 1,
        fit.converged());
  }
}
