package io.timestep.report;

/**
 * A point of a chart.
 *
 * @param label what is shown when the pointer rests on it, or empty
 */
record Point(double x, double y, String label) {
  Point(double x, double y) {
    this(x, y, "");
  }
}
