package io.timestep.train;

import io.timestep.nn.kernel.Squares;
import java.io.Serializable;
import java.util.List;

/**
 * How far replicas are from their mean: sums over a chunk of the parameters, in one order, so that
 * chunks that were merged apart add up, in their order, to the same number on any cluster.
 *
 * @param squares Σ nᵢ ‖θ'ᵢ - m‖², nᵢ the replica's tokens
 * @param meanSquares ‖m‖²
 */
public record Spread(double squares, double meanSquares) implements Serializable {
  /** Of no parameters. */
  public static final Spread NONE = new Spread(0, 0);

  private static final int BLOCK = 2048; // of floats, two of which the nearest cache holds

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
        squares += part.tokens() * squaredDistance(part.values(), part.from(), mean);
      }
    }
    return new Spread(squares, Squares.sum(mean, mean.length));
  }

  /** Differences as floats, several at once: doubles, one by one, take four times as long. */
  private static double squaredDistance(float[] a, int from, float[] b) {
    float[] differences = new float[Math.min(BLOCK, b.length)];
    float[] means = new float[differences.length];
    double sum = 0;
    for (int done = 0; done < b.length; done += BLOCK) {
      int count = Math.min(BLOCK, b.length - done);
      System.arraycopy(a, from + done, differences, 0, count);
      System.arraycopy(b, done, means, 0, count);
      for (int i = 0; i < count; i++) {
        differences[i] -= means[i];
      }
      sum += Squares.sum(differences, count);
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
