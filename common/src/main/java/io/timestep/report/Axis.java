package io.timestep.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of a chart.
 *
 * @param label what is measured, with its unit
 */
record Axis(String label, Scale scale) {
  enum Scale {
    /**
     * From zero: every quantity of a report is positive, and a bar from zero does not exaggerate.
     */
    LINEAR,
    LOG
  }

  /** Whether the value has a place on this axis. */
  boolean shows(double value) {
    return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
  }

  /**
   * The axis over some values.
   *
   * @param values at least one that the axis {@link #shows}; the others are passed over
   * @param target about how many ticks
   */
  Range range(DoubleStream values, int target) {
    double[] shown = values.filter(this::shows).toArray();
    double low = DoubleStream.of(shown).min().orElseThrow();
    double high = DoubleStream.of(shown).max().orElseThrow();
    if (scale == Scale.LOG) {
      double pad = Math.max(1.08, Math.pow(high / low, 0.03));
      List<Double> ticks = Ticks.log(low / pad, high * pad, target);
      return new Range(scale, low / pad, high * pad, ticks);
    }
    double min = Math.min(0, low);
    double max = high > min ? high + 0.03 * (high - min) : min + 1;
    return new Range(scale, min, max, Ticks.linear(min, max, target));
  }

  /** An axis with its bounds and ticks. */
  record Range(Scale scale, double min, double max, List<Double> ticks) {
    /** Where a value is between the bounds, 0 to 1. */
    double fraction(double value) {
      return scale == Scale.LOG
          ? Math.log(value / min) / Math.log(max / min)
          : (value - min) / (max - min);
    }

    /** A tick as a reader sees it. */
    String text(double tick) {
      double step = Math.pow(10, Math.floor(Math.log10(Math.abs(tick)) + 1e-9) - 1);
      for (int i = 1; i < ticks.size(); i++) {
        double gap = ticks.get(i) - ticks.get(i - 1);
        step = scale == Scale.LINEAR ? gap : Math.min(step, gap);
      }
      return Numbers.tick(tick, step);
    }
  }
}
