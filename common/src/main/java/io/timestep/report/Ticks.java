package io.timestep.report;

import java.util.ArrayList;
import java.util.List;

/** Round numbers to mark on an axis. */
final class Ticks {
  /** Marks in a decade, from sparse to dense. */
  private static final double[][] MANTISSAS = {{1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 5, 7}};

  private Ticks() {}

  /** The distance of linear ticks: 1, 2 or 5 times a power of ten, about {@code target} of them. */
  static double step(double min, double max, int target) {
    double rough = (max - min) / target;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double mantissa = rough / power;
    return power * (mantissa <= 1.5 ? 1 : mantissa <= 3.5 ? 2 : mantissa <= 7.5 ? 5 : 10);
  }

  /** Multiples of {@link #step} within the bounds. */
  static List<Double> linear(double min, double max, int target) {
    double step = step(min, max, target);
    List<Double> ticks = new ArrayList<>();
    long last = (long) Math.floor(max / step + 1e-9);
    for (long i = (long) Math.ceil(min / step - 1e-9); i <= last; i++) {
      ticks.add(i * step);
    }
    return List.copyOf(ticks);
  }

  /**
   * Powers of ten within the bounds; in a narrow range round numbers between them too, in a wide
   * one only every second, third, ... power.
   *
   * @param min greater than 0
   */
  static List<Double> log(double min, double max, int target) {
    for (double[] mantissas : MANTISSAS) {
      List<Double> ticks = log(min, max, mantissas);
      if (ticks.size() >= 3) {
        int every = (ticks.size() + target - 1) / target;
        return every == 1 ? ticks : log(min, max, mantissas, every);
      }
    }
    return linear(min, max, target);
  }

  private static List<Double> log(double min, double max, double[] mantissas, int every) {
    return log(min, max, mantissas).stream()
        .filter(t -> Math.floorMod(Math.round(Math.log10(t)), every) == 0)
        .toList();
  }

  private static List<Double> log(double min, double max, double[] mantissas) {
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(min)); Math.pow(10, e) <= max; e++) {
      for (double mantissa : mantissas) {
        double tick = mantissa * Math.pow(10, e);
        if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
