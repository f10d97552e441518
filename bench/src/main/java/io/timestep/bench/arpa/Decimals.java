package io.timestep.bench.arpa;

import java.nio.charset.StandardCharsets;

/** Numbers from bytes, without a String for those that ARPA files are made of. */
final class Decimals {
  /** 10^0 to 10^15, which doubles hold exactly; so do they any number of so many digits. */
  private static final double[] POWERS = new double[16];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private Decimals() {}

  /**
   * The number that a range of bytes spells: decimal, with or without exponent, or an infinity as C
   * writes it ({@code -inf}).
   *
   * @return NaN if it spells none
   */
  static float parse(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    long mantissa = 0;
    int point = -1;
    for (int i = first; i < to; i++) {
      int digit = bytes[i] - '0';
      if (bytes[i] == '.' && point < 0) {
        point = i;
      } else if (digit >= 0 && digit <= 9) {
        mantissa = 10 * mantissa + digit;
      } else {
        return parseSlowly(bytes, from, to);
      }
    }
    int digits = to - first - (point < 0 ? 0 : 1);
    if (digits == 0 || digits >= POWERS.length) {
      return parseSlowly(bytes, from, to);
    }
    double value = mantissa / POWERS[point < 0 ? 0 : to - point - 1];
    return (float) (negative ? -value : value);
  }

  private static float parseSlowly(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    return switch (text) {
      case "inf" -> Float.POSITIVE_INFINITY;
      case "-inf" -> Float.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Float.parseFloat(text);
        } catch (NumberFormatException e) {
          yield Float.NaN;
        }
      }
    };
  }
}
