package io.timestep.ngram.reference;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Step 6: probabilities from the shortest N-grams to the longest, each order above the one before;
 * unigrams above the uniform distribution over the words that may be predicted.
 */
final class Interpolation {
  private static final List<String> START = List.of(Vocabulary.SENTENCE_START);

  private Interpolation() {}

  static ReferenceModel of(List<InitialProbabilities> orders, Kept kept) {
    List<Map<List<String>, Double>> probs = new ArrayList<>();
    List<Map<List<String>, Double>> backoffs = new ArrayList<>();
    for (int k = 1; k <= orders.size(); k++) {
      InitialProbabilities initial = orders.get(k - 1);
      Map<List<String>, Double> ofOrder = new HashMap<>();
      for (List<String> ngram : kept.of(k)) {
        double share = initial.shares().getOrDefault(ngram, 0.0); // <unk> is never counted
        double weight = initial.lowerWeights().get(ngram.subList(0, k - 1));
        double lower = k == 1 ? 1.0 / kept.vocabulary() : probs.get(k - 2).get(ngram.subList(1, k));
        ofOrder.put(ngram, share + weight * lower);
      }
      if (k == 1) {
        ofOrder.put(START, 1.0);
      }
      probs.add(ofOrder);
      if (k < orders.size()) {
        backoffs.add(backoffs(kept, k, orders.get(k)));
      }
    }
    return new ReferenceModel(probs, backoffs);
  }

  /** Weights of the kept N-grams of k words as contexts; 1 for what is none. */
  private static Map<List<String>, Double> backoffs(Kept kept, int k, InitialProbabilities longer) {
    Map<List<String>, Double> backoffs = new HashMap<>();
    for (List<String> ngram : kept.of(k)) {
      backoffs.put(ngram, longer.backoffs().getOrDefault(ngram, 1.0));
    }
    return backoffs;
  }
}
