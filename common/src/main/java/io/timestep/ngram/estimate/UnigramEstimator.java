package io.timestep.ngram.estimate;

import io.timestep.vocab.Vocabulary;

/**
 * Probabilities of single words: smoothed as the higher orders are, interpolated with the uniform
 * distribution over all words of the model but {@code <s>}.
 */
public final class UnigramEstimator {
  private UnigramEstimator() {}

  /**
   * Estimates.
   *
   * @param counts of all words by id, adjusted or actual; those of {@code <unk>} and {@code <s>}
   *     are 0, [vocabulary]
   * @param keptWords ids below are in the model
   * @return p of each word in the model; that of {@code <s>} is 1, [keptWords]
   */
  public static double[] probabilities(long[] counts, int keptWords, OrderSmoothing smoothing) {
    ContextTotals totals = new ContextTotals();
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] > 0 && id < keptWords) {
        totals.keep(counts[id]);
      } else if (counts[id] > 0) {
        totals.prune(counts[id]);
      }
    }
    double uniform = 1.0 / (keptWords - 1);
    double[] probs = new double[keptWords];
    double weight = smoothing.lowerWeight(totals);
    for (int id = 0; id < keptWords; id++) {
      double share = counts[id] == 0 ? 0 : smoothing.share(counts[id], totals); // <unk> has none
      probs[id] = share + weight * uniform;
    }
    probs[Vocabulary.START] = 1;
    return probs;
  }
}
