package io.timestep.train;

import io.timestep.nn.kernel.Squares;
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
   * That of a chunk.
   *
   * @param parts in replica order; one without tokens drops out, as in the mean
   * @param mean m, [chunk]
   */
  public static Spread of(List<WeightedMean.Part> parts, float[] mean) {
    double squares = 0;
    for (WeightedMean.Part part : parts) {
      if (part.tokens() > 0) {
        squares += part.tokens() * squaredDistance(part.values(), mean);
      }
    }
    return new Spread(squares, Squares.sum(mean, mean.length));
  }

  /** Four sums side by side: an addition need not wait for the one before. */
  private static double squaredDistance(float[] a, float[] b) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int i = 0;
    for (; i + 4 <= b.length; i += 4) {
      double d0 = (double) a[i] - b[i];
      double d1 = (double) a[i + 1] - b[i + 1];
      double d2 = (double) a[i + 2] - b[i + 2];
      double d3 = (double) a[i + 3] - b[i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < b.length; i++) {
      double d = (double) a[i] - b[i];
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
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
