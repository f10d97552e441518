package io.timestep.nn.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Arrays for tests of kernels and layers. */
public final class KernelArrays {
  private static final double STEP = 1e-5;

  private KernelArrays() {}

  /** Numbers from −scale to scale that a float holds exactly. */
  public static double[] random(SplittableRandom random, int n, double scale) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * scale);
    }
    return values;
  }

  static Floats offHeap(double[] values) {
    Floats floats = offHeap(values.length);
    floats.set(Doubles.toFloats(values));
    return floats;
  }

  /** Filled with NaN, so that what a kernel does not write shows. */
  static Floats offHeap(int n) {
    Floats floats = new Arena(n).allocate(n);
    float[] nan = new float[n];
    Arrays.fill(nan, Float.NaN);
    floats.set(nan);
    return floats;
  }

  /** |a − b| / |b|, Euclidean. */
  public static double relativeError(double[] a, double[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < a.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-12);
  }

  /** Slopes of a loss for each number of an array, which is as before afterwards. */
  public static double[] differences(double[] at, DoubleSupplier loss) {
    double[] differences = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double value = at[i];
      at[i] = value + STEP;
      double above = loss.getAsDouble();
      at[i] = value - STEP;
      double below = loss.getAsDouble();
      at[i] = value;
      differences[i] = (above - below) / (2 * STEP);
    }
    return differences;
  }

  /** The transpose of [rows, columns]; what stands behind it stays. */
  static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = matrix.clone();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }
}
