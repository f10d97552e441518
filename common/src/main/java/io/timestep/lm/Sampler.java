package io.timestep.lm;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws a token from log10 probabilities by temperature, top-k and top-p (nucleus; Holtzman et al.
 * 2020). The same seed draws the same tokens from the same probabilities.
 */
final class Sampler {
  private static final double LN_10 = 2.302585092994046;

  private final GenerateConfig config;
  private final SplittableRandom random;

  Sampler(GenerateConfig config, long seed) {
    this.config = config;
    this.random = new SplittableRandom(seed);
  }

  /**
   * @param log10Probabilities [vocabulary]; not modified
   * @param excluded ids that are never drawn
   */
  int draw(float[] log10Probabilities, int... excluded) {
    double[] scores = new double[log10Probabilities.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = log10Probabilities[i];
    }
    for (int id : excluded) {
      scores[id] = Double.NEGATIVE_INFINITY;
    }
    if (config.temperature() == 0) {
      return argmax(scores);
    }
    return drawFrom(candidates(scores), scores);
  }

  private static int argmax(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Ids by falling score (ties by id), cut to top-k. */
  private int[] candidates(double[] scores) {
    Integer[] ids = new Integer[scores.length];
    Arrays.setAll(ids, i -> i);
    Arrays.sort(
        ids,
        (a, b) -> {
          int byScore = Double.compare(scores[b], scores[a]);
          return byScore != 0 ? byScore : Integer.compare(a, b);
        });
    int kept = config.topK() == 0 ? ids.length : Math.min(config.topK(), ids.length);
    return Arrays.stream(ids, 0, kept).mapToInt(Integer::intValue).toArray();
  }

  private int drawFrom(int[] candidates, double[] scores) {
    double best = scores[candidates[0]];
    double[] weights = new double[candidates.length];
    double sum = 0;
    for (int i = 0; i < candidates.length; i++) {
      double exponent = (scores[candidates[i]] - best) * LN_10 / config.temperature();
      weights[i] = StrictMath.exp(exponent);
      sum += weights[i];
    }
    int kept = 0;
    double mass = 0;
    while (kept < candidates.length && mass < config.topP() * sum) {
      mass += weights[kept++];
    }
    double point = random.nextDouble() * mass;
    int drawn = 0;
    while (drawn < kept - 1 && point >= weights[drawn]) {
      point -= weights[drawn++];
    }
    return candidates[drawn];
  }
}
