package io.timestep.jobs.ngram.query;

import io.timestep.ngram.model.NgramTrie;
import java.util.List;
import java.util.Optional;

/**
 * What pruning left. Lists by order begin with order 1.
 *
 * @param order longest N-gram
 * @param smoothing of the model, as in the configuration; null if it is not known
 * @param threshold of the perplexity's relative rise
 * @param before N-grams of the model, by order
 * @param ngrams those that are left, by order
 */
public record NgramPruneResult(
    int order, String smoothing, double threshold, List<Long> before, List<Long> ngrams) {
  public NgramPruneResult {
    before = List.copyOf(before);
    ngrams = List.copyOf(ngrams);
  }

  static NgramPruneResult of(
      Optional<String> smoothing, double threshold, NgramTrie before, NgramTrie after) {
    return new NgramPruneResult(
        after.order(),
        smoothing.orElse(null),
        threshold,
        NgramConvertResult.sizes(before),
        NgramConvertResult.sizes(after));
  }
}
