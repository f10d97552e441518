package io.timestep.train;

import java.io.Serializable;

/**
 * The running mean of the model over rounds, each round weighed by its tokens. Sums in double
 * precision: in a mean of floats over many rounds each new one would be lost to rounding.
 *
 * @param sums Σ n θ, [parameters]; empty before the first round
 * @param tokens Σ n; 0 before the first round
 */
public record PolyakMean(double[] sums, long tokens) implements Serializable {
  /** Of no round. */
  public static final PolyakMean NONE = new PolyakMean(new double[0], 0);

  /** With one more round. */
  PolyakMean plus(float[] parameters, long roundTokens) {
    double[] next = isEmpty() ? new double[parameters.length] : sums.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] += (double) roundTokens * parameters[i];
    }
    return new PolyakMean(next, tokens + roundTokens);
  }

  boolean isEmpty() {
    return tokens == 0;
  }

  /** Σ n θ / Σ n, [parameters]; of one round its parameters to the last bit. */
  float[] mean() {
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / tokens);
    }
    return mean;
  }
}
