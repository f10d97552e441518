package io.timestep.train;

import java.io.Serializable;
import java.util.List;

/**
 * How far replicas are from their mean: sums in double precision over a chunk of the parameters, so
 * that chunks that were merged apart add up, in their order, to the same number on any cluster.
 *
 * @param squares Σ nᵢ ‖θ'ᵢ - m‖², nᵢ the replica's tokens
 * @param meanSquares ‖m‖²
 */
public record Spread(double squares, double meanSquares) implements Serializable {
  /** Of no parameters. */
  public static final Spread NONE = new Spread(0, 0);

  /**
   * That of the first values of a chunk.
   *
   * @param parts in replica order; one without tokens drops out, as in the mean
   * @param mean m, [chunk]
   * @param length how many of the chunk's values are looked at
   */
  public static Spread of(List<WeightedMean.Part> parts, float[] mean, int length) {
    double squares = 0;
    for (WeightedMean.Part part : parts) {
      if (part.tokens() > 0) {
        squares += part.tokens() * squaredDistance(part.values(), mean, length);
      }
    }
    return new Spread(squares, squaredDistance(mean, new float[length], length));
  }

  private static double squaredDistance(float[] a, float[] b, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** That of both chunks. */
  public Spread plus(Spread next) {
    return new Spread(squares + next.squares, meanSquares + next.meanSquares);
  }

  /**
   * The divergence of the replicas, √(Σ nᵢ ‖θ'ᵢ - m‖² / Σ nᵢ).
   *
   * @param tokens Σ nᵢ
   */
  public double distance(long tokens) {
    return tokens == 0 ? 0 : Math.sqrt(squares / tokens);
  }

  /** The divergence as a share of ‖m‖; 0 where m is 0. */
  public double relativeDistance(long tokens) {
    return meanSquares == 0 ? 0 : distance(tokens) / Math.sqrt(meanSquares);
  }
}
