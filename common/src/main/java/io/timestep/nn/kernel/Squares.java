package io.timestep.nn.kernel;

import java.util.Arrays;

/** Sums of squares, in one order whatever threads are free. */
public final class Squares {
  /** Sums side by side. */
  private static final int LANES = 256;

  /** Squares that a lane adds up in single precision, which costs at most as many roundings. */
  private static final int DEPTH = 16;

  /** Smaller sums may have lost squares that are too small for single precision. */
  private static final double SMALLEST = 1e-30;

  private Squares() {}

  /**
   * The sum of the squares of the first {@code count} values. Runs of {@value #DEPTH} are added in
   * single precision, where the processor takes many at a time, and those sums in double: the
   * relative error is at most 1.1e-6 (17 roundings). Where single precision overflows, or the sum
   * is below 1e-30, all is done in double.
   */
  public static double sum(float[] values, int count) {
    float[] run = new float[LANES];
    float[] lanes = new float[LANES];
    double sum = 0;
    int from = 0;
    while (count - from >= LANES) {
      Arrays.fill(lanes, 0f);
      for (int depth = 0; depth < DEPTH && count - from >= LANES; depth++) {
        System.arraycopy(values, from, run, 0, LANES);
        add(lanes, run);
        from += LANES;
      }
      sum += sum(lanes);
    }
    sum += exactly(values, from, count);
    boolean outOfRange = Double.isInfinite(sum) || sum < SMALLEST;
    return outOfRange ? exactly(values, 0, count) : sum;
  }

  /** With one index for both arrays: only then does the JVM compute several at once. */
  private static void add(float[] lanes, float[] run) {
    for (int i = 0; i < LANES; i++) {
      lanes[i] += run[i] * run[i];
    }
  }

  /** Four sums side by side: an addition need not wait for the one before. */
  private static double sum(float[] lanes) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < LANES; i += 4) {
      a += lanes[i];
      b += lanes[i + 1];
      c += lanes[i + 2];
      d += lanes[i + 3];
    }
    return (a + b) + (c + d);
  }

  private static double exactly(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
