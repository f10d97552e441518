package io.timestep.ngram;

import io.timestep.vocab.Vocabulary;
import java.io.Serializable;

/**
 * Words by their frequency alone: p(w) = (c(w) + T / V) / (n + T), the maximum-likelihood estimate
 * interpolated with the uniform distribution by Witten and Bell's (1991) weight T / (n + T), where
 * n words of T kinds were seen and V can be predicted. Never 0. All ids but {@code <s>} can be
 * predicted; {@code <unk>} is a word like others.
 */
public final class UnigramBaseline implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] log10Probs;

  private UnigramBaseline(double[] log10Probs) {
    this.log10Probs = log10Probs;
  }

  /**
   * Estimates.
   *
   * @param counts occurrences of each id in the training text, [vocabulary]; that of {@code <s>} is
   *     ignored
   */
  public static UnigramBaseline of(long[] counts) {
    long total = 0;
    long types = 0;
    for (int id = 0; id < counts.length; id++) {
      if (id != Vocabulary.START && counts[id] > 0) {
        total += counts[id];
        types++;
      }
    }
    // Without any text, one kind spread evenly gives the uniform distribution.
    double weight = Math.max(1, types);
    double uniform = weight / (counts.length - 1);
    double[] logs = new double[counts.length];
    for (int id = 0; id < counts.length; id++) {
      logs[id] = Math.log10((counts[id] + uniform) / (total + weight));
    }
    logs[Vocabulary.START] = Double.NEGATIVE_INFINITY;
    return new UnigramBaseline(logs);
  }

  /** log10 of the word's probability; negative infinity for {@code <s>}. */
  public double log10Prob(int word) {
    return log10Probs[word];
  }

  /**
   * log10 of the probability of a sentence.
   *
   * @param sentence words, then {@code </s>}
   */
  public double log10Prob(int[] sentence) {
    double sum = 0;
    for (int word : sentence) {
      sum += log10Probs[word];
    }
    return sum;
  }
}
