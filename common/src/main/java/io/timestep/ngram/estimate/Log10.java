package io.timestep.ngram.estimate;

/** Probabilities and backoffs as model files hold them: log10, 32 bits. */
public final class Log10 {
  /** What stands for the logarithm of 0 in ARPA files (SRILM's convention). */
  public static final float OF_ZERO = -99;

  private Log10() {}

  /** log10 of a probability; at most 0, whatever the last bit says. */
  public static float ofProbability(double p) {
    return Math.min(0, ofWeight(p));
  }

  /** log10 of a backoff weight, which may be above 1. */
  public static float ofWeight(double weight) {
    return weight > 0 ? (float) Math.max(Math.log10(weight), OF_ZERO) : OF_ZERO;
  }
}
