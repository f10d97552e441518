package io.timestep.nn;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the clusters of an adaptive softmax begin: the head has the words that make up 80% of the
 * training text, the first cluster those up to 95%, the second the others. What a token costs is
 * then mostly the head, and the small projections of the tails are left to words that a small model
 * knows little of in any case.
 */
final class Cutoffs {
  private static final double[] SHARES = {0.80, 0.95};

  private Cutoffs() {}

  /**
   * Chooses cutoffs.
   *
   * @return rising, each from 1 to the vocabulary's size − 1; fewer than two where the vocabulary
   *     is too small, or all words are needed for a share
   */
  static List<Integer> of(Vocabulary vocabulary) {
    double total = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      total += vocabulary.count(id);
    }
    List<Integer> cutoffs = new ArrayList<>();
    double sum = 0;
    int next = 0;
    for (int id = 0; id < vocabulary.size() - 1 && next < SHARES.length; id++) {
      sum += vocabulary.count(id);
      if (id >= Vocabulary.END && sum >= SHARES[next] * total) {
        cutoffs.add(id + 1);
        next++;
      }
    }
    return List.copyOf(cutoffs);
  }
}
