package io.timestep.sequence;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Tells one text of token ids from another: its length and a polynomial hash (Karp and Rabin 1987)
 * modulo the prime 2^61 - 1. A monoid: parts of a text, hashed apart and merged in their order,
 * give the fingerprint of the whole, however it was cut.
 *
 * @param tokens length of the text
 * @param hash Σ (tᵢ + 1) b^(n-1-i) for the ids t₀ ... tₙ₋₁
 */
public record TokensFingerprint(long tokens, long hash) implements Serializable {
  public static final TokensFingerprint EMPTY = new TokensFingerprint(0, 0);

  private static final long PRIME = (1L << 61) - 1;

  /** Any number far from small ones and their powers: 2^61 / golden ratio. */
  private static final long BASE = 1_425_089_352_415_399_815L;

  /**
   * Of a text in pieces.
   *
   * @param pieces in the order of the text
   */
  public static TokensFingerprint of(Iterator<int[]> pieces) {
    long count = 0;
    long hash = 0;
    while (pieces.hasNext()) {
      int[] piece = pieces.next();
      for (int token : piece) {
        hash = reduce(times(hash, BASE) + Integer.toUnsignedLong(token) + 1);
      }
      count += piece.length;
    }
    return new TokensFingerprint(count, hash);
  }

  /** This text with another one behind it. */
  public TokensFingerprint merge(TokensFingerprint next) {
    return new TokensFingerprint(
        tokens + next.tokens, reduce(times(hash, power(next.tokens)) + next.hash));
  }

  /** {@code 1434941 tokens 0f3c...}. */
  @Override
  public String toString() {
    return "%d tokens %016x".formatted(tokens, hash);
  }

  private static long power(long exponent) {
    long power = 1;
    long square = BASE;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power = times(power, square);
      }
      square = times(square, square);
    }
    return power;
  }

  /** Of factors less than 2^61. */
  private static long times(long a, long b) {
    long low = a * b;
    long high = Math.multiplyHigh(a, b) << 3 | low >>> 61; // in units of 2^61, which is 1
    return reduce((low & PRIME) + high);
  }

  /** Of a sum less than 2^62. */
  private static long reduce(long sum) {
    long folded = (sum & PRIME) + (sum >>> 61);
    return folded >= PRIME ? folded - PRIME : folded;
  }
}
