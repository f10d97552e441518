package io.timestep.report;

import java.util.Locale;

/** Numbers as the page shows them. A number that was not in the result (NaN) is an en dash. */
final class Numbers {
  static final String NONE = "–";

  private Numbers() {}

  /** A whole number: "1,234,567". */
  static String count(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** A measured value, about four digits: "1,204", "142.3", "4.913", "0.00213". */
  static String measure(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? NONE : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals =
        size == 0 || size >= 1000 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value));
  }

  /** A setting or score, at most four decimals: "0.8", "−41.87", "1". */
  static String plain(double value) {
    return Double.isFinite(value) ? trimmed(value, 1e-4) : measure(value);
  }

  /** With so many decimals, for columns of one kind. */
  static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? minus(String.format(Locale.ROOT, "%,." + decimals + "f", value))
        : measure(value);
  }

  /** A share: 0.0314 is "3.14%". */
  static String percent(double share) {
    if (Double.isNaN(share)) {
      return NONE;
    }
    double percent = 100 * share;
    int decimals = Math.abs(percent) >= 10 ? 1 : 2;
    return minus(String.format(Locale.ROOT, "%." + decimals + "f%%", percent));
  }

  /** For a key figure: "4.21 M". */
  static String compact(double value) {
    if (value >= 1e9) {
      return threeDigits(value / 1e9) + " G";
    }
    return value >= 1e6 ? threeDigits(value / 1e6) + " M" : count(value);
  }

  /** A time: "0.42 s", "3 min 20 s", "2 h 05 min". */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 59.95) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%,d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  /** A tick's label: as many decimals as the step between ticks needs, large numbers shortened. */
  static String tick(double value, double step) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e9) {
      return trimmed(value / 1e9, step / 1e9) + "G";
    }
    if (size >= 1e6) {
      return trimmed(value / 1e6, step / 1e6) + "M";
    }
    if (size >= 1e4) {
      return trimmed(value / 1e3, step / 1e3) + "k";
    }
    if (size < 1e-4) {
      double digits = Math.floor(Math.log10(size)) - Math.floor(Math.log10(step) + 1e-9);
      String format = "%." + (int) Math.max(0, Math.min(6, digits)) + "e";
      String text = String.format(Locale.ROOT, format, value);
      return minus(text.replaceAll("\\.0*e|(\\.\\d*[1-9])0*e", "$1e").replace("e-0", "e-"));
    }
    return trimmed(value, step);
  }

  private static String trimmed(double value, double step) {
    int decimals = (int) Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return minus(text.contains(".") ? text.replaceAll("\\.?0+$", "") : text);
  }

  private static String threeDigits(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
