package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class FloatTextTest {
  private static final int INFINITY = 0x7F800000;

  @Property(tries = 20_000)
  void readsBackAsTheSameFloatAndNothingShorterDoes(
      @ForAll @IntRange(min = 1, max = INFINITY - 1) int bits) {
    assertShortest(Float.intBitsToFloat(bits));
  }

  @Property(tries = 20_000)
  void logProbabilitiesAreAsShortAsTheyCanBe(@ForAll @FloatRange(min = -12, max = 0) float value) {
    assertThat(Float.parseFloat(text(value))).isEqualTo(value);
    if (value != 0) {
      assertShortest(-value);
    }
  }

  @Example
  void powersOfTwoAndTheirNeighboursAreShortToo() {
    for (int exponent = -149; exponent <= 127; exponent++) {
      float power = Math.scalb(1f, exponent);
      assertShortest(power);
      assertShortest(Math.nextUp(power));
      if (exponent > -149) {
        assertShortest(Math.nextDown(power));
      }
    }
    assertShortest(Float.MAX_VALUE);
  }

  @Example
  void isWrittenInTheNotationOfLmplz() {
    assertThat(text(-0.30103f)).isEqualTo("-0.30103");
    assertThat(text(-1.5f)).isEqualTo("-1.5");
    assertThat(text(-99)).isEqualTo("-99");
    assertThat(text(100)).isEqualTo("100");
    assertThat(text(12.25f)).isEqualTo("12.25");
    assertThat(text(0.000001f)).isEqualTo("0.000001");
    assertThat(text(1.2345678e-6f)).isEqualTo("0.0000012345678");
    assertThat(text(9e-7f)).isEqualTo("9e-7");
    assertThat(text(-1.25e-7f)).isEqualTo("-1.25e-7");
    assertThat(text(1e20f)).isEqualTo("100000000000000000000");
    assertThat(text(1e21f)).isEqualTo("1e+21");
    assertThat(text(Float.MIN_VALUE)).isEqualTo("1e-45");
    assertThat(text(0)).isEqualTo("0");
    assertThat(text(-0f)).isEqualTo("-0");
    assertThat(text(2e-44f)).as("shorter than Float.toString of Java 17").isEqualTo("2e-44");
    assertThat(text(33554432)).isEqualTo("33554432");
  }

  @Example
  void infinitiesAndNoNumbersHaveNoText() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> text(value)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> FloatText.length(value))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertShortest(float value) {
    String text = text(value);
    assertThat(Float.parseFloat(text)).isEqualTo(value);
    BigDecimal written = new BigDecimal(text).stripTrailingZeros();
    BigDecimal exact = new BigDecimal(value);
    assertThat(readsBack(exact, written.precision() - 1, value)).as(text).isFalse();
    BigDecimal nearest = exact.round(new MathContext(written.precision(), RoundingMode.HALF_EVEN));
    if (nearest.floatValue() == value) {
      assertThat(written).as("the nearest of its length").isEqualByComparingTo(nearest);
    }
  }

  private static boolean readsBack(BigDecimal exact, int digits, float value) {
    return digits > 0
        && (exact.round(new MathContext(digits, RoundingMode.DOWN)).floatValue() == value
            || exact.round(new MathContext(digits, RoundingMode.UP)).floatValue() == value);
  }

  private static String text(float value) {
    byte[] target = new byte[FloatText.MAX_LENGTH + 1];
    int end = FloatText.write(value, target, 1);
    assertThat(FloatText.length(value)).as("length of %s", value).isEqualTo(end - 1);
    return new String(target, 1, end - 1, StandardCharsets.US_ASCII);
  }
}
