package io.timestep.ngram.binary;

import java.util.Arrays;

/**
 * Values that stand for many: bins of equal population, each by its mean (Federico and Bertoldi
 * 2006, as KenLM). 0 and negative infinity, where they occur, are kept as they are; so are all
 * values where there are no more than codes.
 */
final class Codebook {
  private final float[] values;

  private Codebook(float[] values) {
    this.values = values;
  }

  /**
   * A codebook for values.
   *
   * @param sample all values that will be encoded, not NaN; not modified, [n]
   * @param bits of a code
   */
  static Codebook of(float[] sample, int bits) {
    float[] sorted = new float[sample.length];
    for (int i = 0; i < sample.length; i++) {
      sorted[i] = sample[i] + 0.0f; // -0 becomes 0
    }
    Arrays.sort(sorted);
    int codes = 1 << bits;
    float[] few = distinct(sorted, codes);
    return new Codebook(few != null ? few : binned(sorted, codes));
  }

  /** The different values, or null if they are more than so many. */
  private static float[] distinct(float[] sorted, int limit) {
    float[] values = new float[Math.min(sorted.length, limit)];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        if (count == limit) {
          return null;
        }
        values[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static float[] binned(float[] sorted, int codes) {
    float[] rest = new float[sorted.length];
    int count = 0;
    for (float value : sorted) {
      if (!isKept(value)) {
        rest[count++] = value;
      }
    }
    int bins = codes;
    float[] values = new float[codes];
    if (sorted[0] == Float.NEGATIVE_INFINITY) {
      values[--bins] = Float.NEGATIVE_INFINITY;
    }
    if (Arrays.binarySearch(sorted, 0f) >= 0) {
      values[--bins] = 0;
    }
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) count * bin / bins);
      int to = (int) ((long) count * (bin + 1) / bins);
      values[bin] = mean(rest, from, to);
    }
    Arrays.sort(values);
    return values;
  }

  private static boolean isKept(float value) {
    return value == 0 || value == Float.NEGATIVE_INFINITY;
  }

  /** There are more values than bins, so that none is empty. */
  private static float mean(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return (float) (sum / (to - from));
  }

  int size() {
    return values.length;
  }

  /** The values by rising code; not to be changed. */
  float[] values() {
    return values;
  }

  /** The code of the value nearest to this one. */
  int encode(float value) {
    int at = Arrays.binarySearch(values, value + 0.0f);
    if (at >= 0) {
      return at;
    }
    int above = -at - 1;
    if (above == 0 || above == values.length) {
      return above == 0 ? 0 : above - 1;
    }
    double up = (double) values[above] - value;
    double down = (double) value - values[above - 1];
    return up < down ? above : above - 1;
  }
}
