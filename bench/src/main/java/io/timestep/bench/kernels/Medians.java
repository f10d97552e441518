package io.timestep.bench.kernels;

import java.util.Arrays;

/** The middle of several measurements. */
public final class Medians {
  private Medians() {}

  /** The middle value, or the mean of the two in the middle; NaN of none. */
  public static double median(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
