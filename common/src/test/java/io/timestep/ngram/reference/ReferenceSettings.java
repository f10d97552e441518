package io.timestep.ngram.reference;

import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a reference model is to be.
 *
 * @param order length of the longest N-grams
 * @param smoothing method and its settings
 * @param prune N-grams of order k that occur at most prune[k - 1] times are left out; the last
 *     threshold serves for all further orders; empty: none
 * @param vocabulary N-grams with any other word are left out; empty: all words stay
 * @param countsOfCounts how n1 to n4 are counted
 */
public record ReferenceSettings(
    int order,
    SmoothingSettings smoothing,
    List<Long> prune,
    Optional<Set<String>> vocabulary,
    CountsOfCounts.Rule countsOfCounts) {
  public ReferenceSettings {
    prune = List.copyOf(prune);
    vocabulary = vocabulary.map(Set::copyOf);
    for (int k = 1; k < prune.size(); k++) {
      if (prune.get(k) < prune.get(k - 1)) {
        throw new IllegalArgumentException("Thresholds must not fall: " + prune);
      }
    }
  }

  public static ReferenceSettings of(int order, SmoothingMethod method) {
    return new ReferenceSettings(
        order,
        SmoothingSettings.of(method),
        List.of(),
        Optional.empty(),
        CountsOfCounts.Rule.DEFINITION);
  }

  public ReferenceSettings with(SmoothingSettings settings) {
    return new ReferenceSettings(order, settings, prune, vocabulary, countsOfCounts);
  }

  public ReferenceSettings pruned(Long... thresholds) {
    return new ReferenceSettings(order, smoothing, List.of(thresholds), vocabulary, countsOfCounts);
  }

  public ReferenceSettings limitedTo(Set<String> words) {
    return new ReferenceSettings(order, smoothing, prune, Optional.of(words), countsOfCounts);
  }

  public ReferenceSettings asKenlm() {
    return new ReferenceSettings(order, smoothing, prune, vocabulary, CountsOfCounts.Rule.KENLM);
  }

  /** N-grams of an order that occur this often or less are left out. */
  public long threshold(int k) {
    return prune.isEmpty() ? 0 : prune.get(Math.min(k, prune.size()) - 1);
  }
}
