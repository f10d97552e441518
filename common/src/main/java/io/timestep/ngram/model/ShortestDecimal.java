package io.timestep.ngram.model;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a given float, and of several the nearest: Schubfach
 * (Giulietti 2020, "The Schubfach way to render doubles"), whose names are kept. A positive finite
 * float is v = c 2^q; all that reads back as v lies between two bounds, vl and vr, and 10^k is the
 * power of ten just below their distance, so that one of the few multiples of 10^k or 10^(k+1) next
 * to v is the one sought.
 *
 * <p>The decimal is d 10^k in a long, d in the upper half; a pair without an object.
 */
final class ShortestDecimal {
  private static final int FRACTION_BITS = 23;
  private static final int HIDDEN_BIT = 1 << FRACTION_BITS;
  private static final int MIN_EXPONENT = -149;
  private static final long LOW_31 = (1L << 31) - 1;

  /** One row for each biased exponent, first of even spacing, then of powers of two. */
  private static final int ROWS = 255;

  private static final int[] K = new int[2 * ROWS];
  private static final int[] SHIFT = new int[2 * ROWS];
  private static final long[] POWER = new long[2 * ROWS];

  /** By biased exponent, 10^-k and half the spacing of floats times it; 0 where not exact. */
  private static final double[] SCALE = new double[ROWS];

  private static final double[] HALF_SPACING = new double[ROWS];

  /** 5^11 and a float's 24 bits, with those of its bounds, fit the 53 of a double. */
  private static final int MIN_EXACT_K = -11;

  static {
    for (int biased = 0; biased < ROWS; biased++) {
      int q = Math.max(biased, 1) + MIN_EXPONENT - 1;
      double log10 = q * Math.log10(2);
      fill(biased, q, (int) Math.floor(log10));
      fill(ROWS + biased, q, (int) Math.floor(log10 + Math.log10(0.75)));
      if (biased > 0 && K[biased] >= MIN_EXACT_K && K[biased] <= 0) {
        SCALE[biased] = BigInteger.TEN.pow(-K[biased]).doubleValue();
        HALF_SPACING[biased] = Math.scalb(SCALE[biased], q - 1);
      }
    }
  }

  private ShortestDecimal() {}

  /** 10^-k as a number of 63 bits, rounded up, and how far c is shifted to meet it. */
  private static void fill(int row, int q, int k) {
    int log2 = (int) Math.floor(-k * (Math.log(10) / Math.log(2)));
    int scale = 62 - log2; // 2^62 <= 10^-k 2^scale < 2^63
    BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
    BigInteger power =
        k <= 0
            ? ten.multiply(BigInteger.TWO.pow(Math.max(scale, 0))).shiftRight(Math.max(-scale, 0))
            : BigInteger.TWO.pow(scale).divide(ten);
    K[row] = k;
    SHIFT[row] = q + log2 + 33;
    POWER[row] = power.longValueExact() + 1;
  }

  /**
   * The decimal of a positive finite float.
   *
   * @param bits of the float, {@link Float#floatToRawIntBits}
   * @return d and k, see {@link #digits} and {@link #exponent}; d does not end in 0
   */
  static long of(int bits) {
    int biased = bits >>> FRACTION_BITS;
    int fraction = bits & (HIDDEN_BIT - 1);
    if (fraction != 0 && SCALE[biased] != 0) {
      return inDoubles(bits, biased);
    }
    int c = biased == 0 ? fraction : fraction | HIDDEN_BIT;
    boolean even = fraction != 0 || biased <= 1;
    int row = even ? biased : biased + ROWS;
    int k = K[row];
    int shift = SHIFT[row];
    long power = POWER[row];
    // v and its bounds, times 4 10^-k; an inexact one is made odd.
    long quarters = 4L * c;
    long v = scaled(power, quarters << shift);
    long low = scaled(power, (even ? quarters - 2 : quarters - 1) << shift);
    long high = scaled(power, (quarters + 2) << shift);
    if ((c & 1) != 0) { // the bounds themselves read back as a neighbour
      low++;
      high--;
    }
    return nearest(v, low, high, k);
  }

  /**
   * The same for floats whose v 10^-k and bounds are exact in doubles and evenly spaced: those of
   * nearly all log probabilities. Of a few multiples of 10^(k+1) and of 10^k the nearest is best.
   */
  private static long inDoubles(int bits, int biased) {
    double v = Float.intBitsToFloat(bits) * SCALE[biased];
    double half = HALF_SPACING[biased];
    double tens = Math.rint(v / 10);
    double distance = Math.abs(10 * tens - v);
    if (distance < half || (distance == half && (bits & 1) == 0)) {
      return trimmed((long) tens, K[biased] + 1);
    }
    return (long) Math.rint(v) << 32 | (K[biased] & 0xFFFFFFFFL);
  }

  private static long nearest(long v, long low, long high, int k) {
    long s = v >> 2;
    if (s >= 10) {
      long tens = s / 10 * 10;
      boolean below = low <= 4 * tens;
      boolean above = 4 * tens + 40 <= high;
      if (below != above) {
        return trimmed(below ? tens : tens + 10, k);
      }
    }
    boolean below = low <= 4 * s;
    boolean above = 4 * s + 4 <= high;
    if (below != above) {
      return trimmed(below ? s : s + 1, k);
    }
    long middle = 4 * s + 2;
    boolean down = v < middle || (v == middle && (s & 1) == 0);
    return trimmed(down ? s : s + 1, k);
  }

  /** d of the decimal d 10^k: at most nine digits. */
  static int digits(long decimal) {
    return (int) (decimal >> 32);
  }

  /** k of the decimal d 10^k. */
  static int exponent(long decimal) {
    return (int) decimal;
  }

  private static long trimmed(long digits, int k) {
    int d = (int) digits;
    int exponent = k;
    while (d % 10 == 0) {
      d /= 10;
      exponent++;
    }
    return (long) d << 32 | (exponent & 0xFFFFFFFFL);
  }

  /** The product's upper part rounded to odd, which keeps all comparisons right. */
  private static long scaled(long power, long shifted) {
    long product = Math.multiplyHigh(power, shifted);
    return product >>> 31 | ((product & LOW_31) + LOW_31) >>> 31;
  }
}
