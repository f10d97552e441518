package io.timestep.train;

import java.util.Arrays;
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
   * @param values has them, [chunk], from {@code from} on
   */
  public record Part(long tokens, float[] values, int from, int length) {
    /** One whose values fill their array. */
    public Part(long tokens, float[] values) {
      this(tokens, values, 0, values.length);
    }

    float[] copy() {
      return Arrays.copyOfRange(values, from, from + length);
    }
  }

  /** Sums that stay in the processor's nearest cache while part after part is added. */
  private static final int BLOCK = 2048;

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
      return parts.get(0).copy();
    }
    float[] mean = new float[parts.get(0).length()];
    double[] sums = new double[Math.min(BLOCK, mean.length)];
    for (int from = 0; from < mean.length; from += BLOCK) {
      int count = Math.min(BLOCK, mean.length - from);
      Arrays.fill(sums, 0, count, 0);
      for (Part part : parts) {
        if (part.tokens() > 0) { // 0 times infinity would be NaN
          add(part, part.from() + from, sums, count);
        }
      }
      for (int i = 0; i < count; i++) {
        mean[from + i] = (float) (sums[i] / tokens);
      }
    }
    return mean;
  }

  private static void add(Part part, int from, double[] sums, int count) {
    double tokens = part.tokens();
    float[] values = part.values();
    for (int i = 0; i < count; i++) {
      sums[i] += tokens * values[from + i];
    }
  }
}
