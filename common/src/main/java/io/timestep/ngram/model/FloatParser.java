package io.timestep.ngram.model;

import java.nio.charset.StandardCharsets;

/**
 * Floats from ASCII text, the nearest to the decimal written, as {@link Float#parseFloat} but
 * without a string for all usual ones.
 *
 * <p>A decimal of at most 2^53 whose power of ten is at most 22 is one correctly rounded division
 * or product of doubles (Clinger 1990). Rounding that double to a float is right too, unless it
 * lies halfway between two floats, where the decimal itself may lie on either side: such, and all
 * others, are left to the library.
 */
final class FloatParser {
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;
  private static final int MAX_DIGITS = 18;

  /** Bits of a double that a float has no room for, and their value halfway between two floats. */
  private static final long LOST = (1L << 29) - 1;

  private static final long HALFWAY = 1L << 28;

  private FloatParser() {}

  /**
   * Parses text[from, to): digits, with a sign, a point and an exponent where wanted; no spaces.
   *
   * @throws NumberFormatException if it is anything else
   */
  static float parse(byte[] text, int from, int to) {
    int at = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    boolean negative = at > from && text[from] == '-';
    long mantissa = 0;
    int digits = 0; // leading zeros do not count
    int seen = 0;
    int point = -1;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = 10 * mantissa + digit; // too long a number is not used
        digits += mantissa == 0 ? 0 : 1;
        seen++;
      } else if (text[at] == '.' && point < 0) {
        point = seen;
      } else {
        break;
      }
    }
    int power = point < 0 ? 0 : point - seen;
    if (seen == 0 || (at < to && !isExponent(text, at, to))) {
      throw new NumberFormatException(string(text, from, to));
    }
    if (at < to) {
      power += exponent(text, at + 1, to);
    }
    if (digits <= MAX_DIGITS && mantissa <= EXACT && Math.abs(power) < TENS.length) {
      double value = power < 0 ? mantissa / TENS[-power] : mantissa * TENS[power];
      if (mantissa == 0 || isSafe(value)) {
        return (float) (negative ? -value : value);
      }
    }
    return Float.parseFloat(string(text, from, to));
  }

  /** Whether the nearest float of the double is that of what the double was rounded from. */
  private static boolean isSafe(double value) {
    return value >= Float.MIN_NORMAL
        && value <= Float.MAX_VALUE
        && (Double.doubleToRawLongBits(value) & LOST) != HALFWAY;
  }

  private static boolean isExponent(byte[] text, int from, int to) {
    int at = from + 1;
    if ((text[from] | 0x20) != 'e' || at == to) {
      return false;
    }
    if (text[at] == '-' || text[at] == '+') {
      at++;
    }
    if (at == to) {
      return false;
    }
    for (; at < to; at++) {
      if (text[at] < '0' || text[at] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The exponent, or one beyond all use where it has many digits. */
  private static int exponent(byte[] text, int from, int to) {
    boolean signed = text[from] == '-' || text[from] == '+';
    int value = 0;
    for (int at = signed ? from + 1 : from; at < to; at++) {
      value = Math.min(10 * value + text[at] - '0', 1 << 20);
    }
    return text[from] == '-' ? -value : value;
  }

  private static String string(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
