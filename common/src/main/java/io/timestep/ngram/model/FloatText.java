package io.timestep.ngram.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Floats as ASCII text, without a string on the way. What is written is the shortest decimal that
 * reads back as the same float ({@link Float#toString} of Java 17 is often longer), in the notation
 * of lmplz: plain from 1e-6 up to 1e21, else as in {@code 1.5e-7}.
 */
final class FloatText {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** 1, 10 and so on to 10^8. */
  private static final int[] POWERS = new int[9];

  /** Two digits in the order they are written: 00 to 99. */
  private static final short[] PAIRS = new short[100];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
    for (int i = 0; i < PAIRS.length; i++) {
      PAIRS[i] = (short) (('0' + i / 10) | ('0' + i % 10) << Byte.SIZE);
    }
  }

  /** Most bytes that {@link #write} makes. */
  static final int MAX_LENGTH = 24;

  private static final int MIN_PLAIN = -5; // 0.000001 is 1 10^-6, its point 5 places left of 1
  private static final int MAX_PLAIN = 21;

  private FloatText() {}

  /**
   * Writes a float.
   *
   * @param target with room for {@link #MAX_LENGTH} bytes
   * @param at where the first byte goes
   * @return where the text ends
   * @throws IllegalArgumentException if it is infinite or no number
   */
  static int write(float value, byte[] target, int at) {
    int bits = Float.floatToRawIntBits(value);
    int end = at;
    if (bits < 0) {
      target[end++] = '-';
      bits &= Integer.MAX_VALUE;
    }
    if (bits == 0) {
      target[end++] = '0';
      return end;
    }
    if (bits >= 0x7F800000) {
      throw new IllegalArgumentException("No decimal for " + value);
    }
    long decimal = ShortestDecimal.of(bits);
    int digits = ShortestDecimal.digits(decimal);
    int length = length(digits);
    int point = length + ShortestDecimal.exponent(decimal); // digits before the decimal point
    if (point < MIN_PLAIN || point > MAX_PLAIN) {
      return exponential(digits, length, point - 1, target, end);
    }
    return point <= 0
        ? fraction(digits, length, point, target, end)
        : plain(digits, length, point, target, end);
  }

  /**
   * Bytes that {@link #write} makes.
   *
   * @throws IllegalArgumentException if it is infinite or no number
   */
  static int length(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 31;
    bits &= Integer.MAX_VALUE;
    if (bits == 0) {
      return sign + 1;
    }
    if (bits >= 0x7F800000) {
      throw new IllegalArgumentException("No decimal for " + value);
    }
    long decimal = ShortestDecimal.of(bits);
    int length = length(ShortestDecimal.digits(decimal));
    int point = length + ShortestDecimal.exponent(decimal);
    if (point < MIN_PLAIN || point > MAX_PLAIN) {
      int pointed = length == 1 ? 1 : length + 1;
      return sign + pointed + 2 + length(Math.abs(point - 1)); // e and its sign
    }
    if (point <= 0) {
      return sign + 2 - point + length;
    }
    return sign + (point < length ? length + 1 : point);
  }

  private static int fraction(int digits, int length, int point, byte[] target, int at) {
    int end = at;
    target[end++] = '0';
    target[end++] = '.';
    for (int zeros = point; zeros < 0; zeros++) {
      target[end++] = '0';
    }
    return integer(digits, length, target, end);
  }

  private static int plain(int digits, int length, int point, byte[] target, int at) {
    if (point < length) {
      return pointed(digits, length, point, target, at);
    }
    int end = integer(digits, length, target, at);
    for (int zeros = length; zeros < point; zeros++) {
      target[end++] = '0';
    }
    return end;
  }

  private static int exponential(int digits, int length, int power, byte[] target, int at) {
    int end = length == 1 ? integer(digits, 1, target, at) : pointed(digits, length, 1, target, at);
    target[end++] = 'e';
    target[end++] = (byte) (power < 0 ? '-' : '+');
    int size = Math.abs(power);
    return integer(size, length(size), target, end);
  }

  /** The digits with a point after the first {@code point} of them. */
  private static int pointed(int digits, int length, int point, byte[] target, int at) {
    int end = integer(digits, length, target, at + 1);
    for (int i = at; i < at + point; i++) {
      target[i] = target[i + 1];
    }
    target[at + point] = '.';
    return end;
  }

  private static int integer(int digits, int length, byte[] target, int at) {
    int rest = digits;
    int i = at + length;
    while (rest >= 100) {
      int hundredth = rest / 100;
      i -= 2;
      SHORTS.set(target, i, PAIRS[rest - 100 * hundredth]);
      rest = hundredth;
    }
    if (rest >= 10) {
      SHORTS.set(target, i - 2, PAIRS[rest]);
    } else {
      target[i - 1] = (byte) ('0' + rest);
    }
    return at + length;
  }

  private static int length(int digits) {
    int length = POWERS.length; // most have eight or nine
    while (length > 1 && digits < POWERS[length - 1]) {
      length--;
    }
    return length;
  }
}
