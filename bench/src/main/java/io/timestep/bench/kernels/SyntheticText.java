package io.timestep.bench.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Words drawn independently by the law of Zipf and Mandelbrot, p(rank) proportional to 1 / (rank +
 * 10)^1.15 with ranks from 1. At V = 33,278 the most frequent words that make up 80% and 95% of
 * such a text are about as many as in WikiText-2 (2,540 and 15,859; there 2,583 and 13,245): what
 * an adaptive softmax and a sparse embedding save depends on that.
 */
public final class SyntheticText {
  private static final double SHIFT = 10;
  private static final double EXPONENT = 1.15;

  private final ModelShape shape;
  private final double[] cumulative; // [vocabulary]
  private final SplittableRandom random;

  /**
   * @param seed equal seeds give equal texts
   */
  public SyntheticText(ModelShape shape, long seed) {
    this.shape = shape;
    this.cumulative = new double[shape.vocabulary()];
    this.random = new SplittableRandom(seed);
    double sum = 0;
    for (int id = 0; id < cumulative.length; id++) {
      sum += StrictMath.pow(id + 1 + SHIFT, -EXPONENT);
      cumulative[id] = sum;
    }
  }

  /**
   * What is read in one step.
   *
   * @param inputs ids, [batch, steps] row-major
   * @param targets ids of the words that follow, likewise
   */
  public record Window(int[] inputs, int[] targets) {}

  /** Windows that follow each other in every stream. */
  public List<Window> windows(int count) {
    int[][] streams = new int[shape.batch()][count * shape.steps() + 1];
    for (int[] stream : streams) {
      Arrays.setAll(stream, i -> draw());
    }
    List<Window> windows = new ArrayList<>();
    for (int w = 0; w < count; w++) {
      int[] inputs = new int[shape.tokens()];
      int[] targets = new int[shape.tokens()];
      for (int b = 0; b < streams.length; b++) {
        int from = w * shape.steps();
        System.arraycopy(streams[b], from, inputs, b * shape.steps(), shape.steps());
        System.arraycopy(streams[b], from + 1, targets, b * shape.steps(), shape.steps());
      }
      windows.add(new Window(inputs, targets));
    }
    return windows;
  }

  private int draw() {
    double u = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, u);
    return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found);
  }

  /** The number of most frequent words that have this share of the text; at least 1. */
  public int wordsOf(double share) {
    int found = Arrays.binarySearch(cumulative, share * cumulative[cumulative.length - 1]);
    return Math.min(cumulative.length, (found < 0 ? -found - 1 : found) + 1);
  }
}
