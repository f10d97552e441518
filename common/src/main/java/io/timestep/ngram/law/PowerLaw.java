package io.timestep.ngram.law;

import java.util.Arrays;

/**
 * The line through points whose both axes are logarithms: y = 10^intercept · x^slope.
 *
 * @param r2 share of the variance of log y that the line explains
 */
public record PowerLaw(double slope, double intercept, double r2) {
  /**
   * Ordinary least squares of log10 y on log10 x; every point weighs the same, so log-spaced ranks
   * count the rare words no more than the frequent ones.
   *
   * @param xs positive, at least two of them different, [n]
   * @param ys positive, [n]
   */
  public static PowerLaw fit(double[] xs, double[] ys) {
    double[] logXs = Arrays.stream(xs).map(Math::log10).toArray();
    double[] logYs = Arrays.stream(ys).map(Math::log10).toArray();
    double meanX = Arrays.stream(logXs).average().orElseThrow();
    double meanY = Arrays.stream(logYs).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < xs.length; i++) {
      double dx = logXs[i] - meanX;
      double dy = logYs[i] - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    double slope = xy / xx;
    return new PowerLaw(slope, meanY - slope * meanX, yy == 0 ? 1 : xy * xy / (xx * yy));
  }

  /** y at some x. */
  public double at(double x) {
    return Math.pow(10, intercept + slope * Math.log10(x));
  }
}
