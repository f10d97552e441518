package io.timestep.nn.kernel;

/** Sums of squares, in one order whatever threads are free. */
public final class Squares {
  private Squares() {}

  /**
   * The sum of the squares of the first {@code count} values, in double precision. Eight sums side
   * by side: an addition need not wait for the one before.
   */
  public static double sum(float[] values, int count) {
    double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      a += (double) values[i] * values[i];
      b += (double) values[i + 1] * values[i + 1];
      c += (double) values[i + 2] * values[i + 2];
      d += (double) values[i + 3] * values[i + 3];
      e += (double) values[i + 4] * values[i + 4];
      f += (double) values[i + 5] * values[i + 5];
      g += (double) values[i + 6] * values[i + 6];
      h += (double) values[i + 7] * values[i + 7];
    }
    for (; i < count; i++) {
      a += (double) values[i] * values[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
