package io.timestep.train;

import java.util.List;

/**
 * The mean of replicas over a chunk of a vector: token-weighted, summed in replica order in double
 * precision, so that the result does not depend on where and when the replicas ended.
 */
public final class WeightedMean {
  /**
   * A replica's values of the chunk.
   *
   * @param tokens the replica's weight; one without tokens drops out
   * @param values [chunk]
   */
  public record Part(long tokens, float[] values) {}

  private WeightedMean() {}

  /**
   * Σ nᵢ θ'ᵢ / Σ nᵢ. One replica's mean is itself to the last bit: the product of a float and a
   * count of less than 2^29 is exact in double precision.
   *
   * @param parts in replica order, all of the chunk's length. Where none has a token none has
   *     moved, and the first stands for all
   * @return [chunk]
   */
  public static float[] of(List<Part> parts) {
    long tokens = parts.stream().mapToLong(Part::tokens).sum();
    if (tokens == 0) {
      return parts.get(0).values().clone();
    }
    double[] sums = new double[parts.get(0).values().length];
    for (Part part : parts) {
      add(part, sums);
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / tokens);
    }
    return mean;
  }

  private static void add(Part part, double[] sums) {
    if (part.tokens() == 0) { // 0 times infinity would be NaN
      return;
    }
    float[] values = part.values();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (double) part.tokens() * values[i];
    }
  }
}
