package io.timestep.jobs.ngram.query;

import io.timestep.ngram.model.NgramTrie;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was converted.
 *
 * @param order longest N-gram
 * @param smoothing of the model, as in the configuration; null if it is not known
 * @param ngrams in the model, by order, from 1
 */
public record NgramConvertResult(int order, String smoothing, List<Long> ngrams) {
  public NgramConvertResult {
    ngrams = List.copyOf(ngrams);
  }

  static NgramConvertResult of(Optional<String> smoothing, NgramTrie trie) {
    return new NgramConvertResult(trie.order(), smoothing.orElse(null), sizes(trie));
  }

  /** N-grams by order, from 1. */
  static List<Long> sizes(NgramTrie trie) {
    return IntStream.rangeClosed(1, trie.order())
        .mapToObj(k -> (long) trie.level(k).size())
        .toList();
  }
}
