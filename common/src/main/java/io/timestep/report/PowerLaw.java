package io.timestep.report;

import java.util.List;

/**
 * The line through points whose both axes are logarithms: y = 10^intercept · x^slope. For ranks and
 * counts of words it is Zipf's law, with a slope near −1.
 *
 * @param r2 share of the variance of log y that the line explains
 */
record PowerLaw(double slope, double intercept, double r2) {
  /**
   * Ordinary least squares of log10 y on log10 x; every point weighs the same, so log-spaced ranks
   * count the rare words no more than the frequent ones.
   *
   * @param points positive, at least two of them with different x
   */
  static PowerLaw fit(List<Point> points) {
    double meanX = points.stream().mapToDouble(p -> Math.log10(p.x())).average().orElseThrow();
    double meanY = points.stream().mapToDouble(p -> Math.log10(p.y())).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Point p : points) {
      double dx = Math.log10(p.x()) - meanX;
      double dy = Math.log10(p.y()) - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    double slope = xy / xx;
    return new PowerLaw(slope, meanY - slope * meanX, yy == 0 ? 1 : xy * xy / (xx * yy));
  }

  double at(double x) {
    return Math.pow(10, intercept + slope * Math.log10(x));
  }
}
