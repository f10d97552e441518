package io.timestep.ngram.reference;

import io.timestep.vocab.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A backoff model in doubles.
 *
 * @param probs at k - 1 the probability of each N-gram's last word after those before it
 * @param backoffs at k - 1 the weight of the shorter context where this N-gram is the context; none
 *     for the highest order
 */
public record ReferenceModel(
    List<Map<List<String>, Double>> probs, List<Map<List<String>, Double>> backoffs) {
  public int order() {
    return probs.size();
  }

  /** Words that may be predicted: {@code <unk>} and {@code </s>}, not {@code <s>}. */
  public Set<String> vocabulary() {
    return probs.get(0).keySet().stream()
        .map(unigram -> unigram.get(0))
        .filter(word -> !word.equals(Vocabulary.SENTENCE_START))
        .collect(Collectors.toSet());
  }

  /**
   * p(w|x).
   *
   * @param context words before, of which the last order - 1 are heeded
   */
  public double probability(List<String> context, String word) {
    if (context.size() >= order()) {
      return probability(context.subList(context.size() - order() + 1, context.size()), word);
    }
    Double seen = probs.get(context.size()).get(append(context, word));
    if (seen != null) {
      return seen;
    }
    double backoff = backoffs.get(context.size() - 1).getOrDefault(context, 1.0);
    return backoff * probability(context.subList(1, context.size()), word);
  }

  private static List<String> append(List<String> context, String word) {
    return Stream.concat(context.stream(), Stream.of(word)).toList();
  }
}
