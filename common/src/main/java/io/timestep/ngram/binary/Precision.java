package io.timestep.ngram.binary;

import java.io.Serializable;

/**
 * How many bits a model keeps of a probability and of a backoff weight, above the unigrams, which
 * are always exact.
 *
 * @param probBits 31 (exact: a log10 p has no sign to keep), or 4 to 16
 * @param backoffBits 32 (exact), or 4 to 16
 */
public record Precision(int probBits, int backoffBits) implements Serializable {
  static final int EXACT_PROB_BITS = 31;
  static final int EXACT_BACKOFF_BITS = 32;
  private static final int MIN_BITS = 4;
  private static final int MAX_BITS = 16;

  /** Every bit of the 32-bit floats. */
  public static final Precision EXACT = new Precision(EXACT_PROB_BITS, EXACT_BACKOFF_BITS);

  public Precision {
    if ((probBits != EXACT_PROB_BITS && !isCode(probBits))
        || (backoffBits != EXACT_BACKOFF_BITS && !isCode(backoffBits))) {
      throw new IllegalArgumentException(
          "Quantisation takes %d to %d bits, got %d and %d"
              .formatted(MIN_BITS, MAX_BITS, probBits, backoffBits));
    }
  }

  /**
   * Codes of so many bits for both.
   *
   * @param bits 4 to 16
   */
  public static Precision quantized(int bits) {
    return new Precision(bits, bits);
  }

  private static boolean isCode(int bits) {
    return bits >= MIN_BITS && bits <= MAX_BITS;
  }
}
