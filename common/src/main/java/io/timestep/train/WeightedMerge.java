package io.timestep.train;

import java.util.List;

/**
 * The merge of replicas over a chunk of a vector: token-weighted, summed in replica order in double
 * precision, so that the result does not depend on where and when the replicas ended.
 */
public final class WeightedMerge {
  /**
   * A replica's values of the chunk.
   *
   * @param tokens the replica's weight; one without tokens drops out
   * @param values [chunk]
   */
  public record Part(long tokens, float[] values) {}

  private WeightedMerge() {}

  /**
   * Merges a chunk.
   *
   * @param start values at the start of the round, [length of the vector]; shorter: zeros follow
   * @param offset where the chunk begins in {@code start}
   * @param parts in replica order, all of the chunk's length
   * @return the next values, [chunk]
   */
  public static float[] merge(float[] start, int offset, List<Part> parts, OuterRule rule) {
    long tokens = parts.stream().mapToLong(Part::tokens).sum();
    float[] next = new float[parts.get(0).values().length];
    for (int i = 0; i < next.length; i++) {
      double theta = offset + i < start.length ? start[offset + i] : 0;
      double sum = 0;
      for (Part part : parts) {
        sum += part.tokens() * (theta - part.values()[i]);
      }
      next[i] = (float) (tokens == 0 ? theta : rule.next(theta, sum / tokens));
    }
    return next;
  }
}
