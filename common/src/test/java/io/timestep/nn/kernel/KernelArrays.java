package io.timestep.nn.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Arrays for kernels' tests. */
final class KernelArrays {
  private KernelArrays() {}

  /** Numbers from −scale to scale that a float holds exactly. */
  static double[] random(SplittableRandom random, int n, double scale) {
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
  static double relativeError(double[] a, double[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < a.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-12);
  }
}
