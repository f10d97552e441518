package io.timestep.nn.layer;

import java.util.SplittableRandom;

/**
 * Which words have no vector (Gal and Ghahramani 2016, section 4.2): a word is dropped at all its
 * places in a batch or at none, and the others' vectors are scaled so that the expected vector
 * stays. Nothing is kept by word, so it costs nothing for those that do not occur.
 *
 * @param probability that a word is dropped, at least 0 and less than 1
 * @param seed of the draw, and all it depends on
 */
record WordDropout(double probability, long seed) {
  /** Every word keeps its vector. */
  static final WordDropout NONE = new WordDropout(0, 0);

  private static final long STRIDE = 0x9E3779B97F4A7C15L; // so that neighbours' draws differ

  /** What the word's vector is multiplied with: 0 or 1 / (1 − probability). */
  float factor(int token) {
    if (probability == 0) {
      return 1f;
    }
    double draw = new SplittableRandom(seed ^ (token + 1) * STRIDE).nextDouble();
    return draw < probability ? 0f : (float) (1 / (1 - probability));
  }
}
