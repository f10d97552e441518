package io.timestep.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class TokensFingerprintTest {
  private static TokensFingerprint of(int... tokens) {
    return TokensFingerprint.of(List.of(tokens).iterator());
  }

  @Property(tries = 200)
  void parts_merged_in_order_give_the_fingerprint_of_the_whole(
      @ForAll int[] first, @ForAll int[] second, @ForAll int[] third) {
    int[] whole = concatenate(concatenate(first, second), third);

    assertThat(of(first).merge(of(second)).merge(of(third))).isEqualTo(of(whole));
    assertThat(of(first).merge(of(second).merge(of(third)))).isEqualTo(of(whole));
    assertThat(TokensFingerprint.of(List.of(first, second, third).iterator())).isEqualTo(of(whole));
  }

  @Property(tries = 200)
  void another_token_or_order_is_another_text(
      @ForAll @NotEmpty @IntRange(max = 50_000) int[] tokens, @ForAll @IntRange int place) {
    int[] changed = tokens.clone();
    changed[place % tokens.length]++;
    assertThat(of(changed)).isNotEqualTo(of(tokens));
    assertThat(of(concatenate(new int[] {7, 8}, tokens)))
        .isNotEqualTo(of(concatenate(new int[] {8, 7}, tokens)));
    assertThat(of(concatenate(tokens, new int[] {0}))).isNotEqualTo(of(tokens));
  }

  /** Horner's rule in whole numbers of any size. */
  @Test
  void it_is_the_polynomial_that_it_says() {
    BigInteger prime = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
    BigInteger base = BigInteger.valueOf(1_425_089_352_415_399_815L);
    int[] tokens = {0, 1, 2, Integer.MAX_VALUE, 5, 29_999, 3, 2};
    BigInteger expected = BigInteger.ZERO;
    for (int token : tokens) {
      expected = expected.multiply(base).add(BigInteger.valueOf(token + 1L)).mod(prime);
    }
    assertThat(of(tokens)).isEqualTo(new TokensFingerprint(8, expected.longValueExact()));
  }

  private static int[] concatenate(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
