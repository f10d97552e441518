package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class FloatParserTest {
  @Property(tries = 20_000)
  void isTheNearestFloatOfADecimal(
      @ForAll @LongRange(min = -99_999_999_999L, max = 99_999_999_999L) long digits,
      @ForAll @IntRange(max = 60) int places) {
    assertNearest(BigDecimal.valueOf(digits, places).toPlainString());
    assertNearest(digits + "e-" + places);
    assertNearest(digits + "E+" + places);
  }

  @Property(tries = 20_000)
  void readsWhatIsWritten(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      byte[] text = new byte[FloatText.MAX_LENGTH];
      int end = FloatText.write(value, text, 0);
      assertThat(FloatParser.parse(text, 0, end)).isEqualTo(value);
    }
  }

  @Property(tries = 5_000)
  void halfwayBetweenTwoFloatsTheSmallestDigitDecides(
      @ForAll @IntRange(min = 1, max = 0x7F7FFFFE) int bits) {
    BigDecimal lower = new BigDecimal(Float.intBitsToFloat(bits));
    BigDecimal upper = new BigDecimal(Float.intBitsToFloat(bits + 1));
    BigDecimal middle = lower.add(upper).divide(BigDecimal.valueOf(2));
    BigDecimal bit = middle.ulp();
    assertNearest(middle.toString());
    assertNearest(middle.subtract(bit).toString());
    assertNearest(middle.add(bit).toString());
  }

  @Example
  void halfwayCasesThatADoubleWouldHide() {
    assertNearest("16777217"); // between two floats, exactly
    assertNearest("16777217.000000001");
    assertNearest("1.000000059604644775390625");
    assertNearest("1.00000005960464477");
    assertNearest("1.00000005960464478");
  }

  @Example
  void allUsualNotationsAreRead() {
    for (String text :
        List.of("-99", "0", "-0", "+1.5", ".5", "5.", "-1e-05", "1E3", "007.50", "3.4028236e38")) {
      assertNearest(text);
    }
    assertNearest("1e999");
    assertNearest("1e-99999999999");
    assertNearest("0e99999999999");
    assertNearest("123456789012345678901234567890");
    assertNearest("0.0000000000000000000000000000000000000000000001");
    assertNearest("18446744073709551617"); // 2^64 + 1
  }

  @Example
  void whatIsNoNumberIsRefused() {
    for (String text :
        List.of(
            "", "-", ".", "-.", "e5", "1e", "1e+", "1.2.3", "1f", "0x1p3", "NaN", "1 ", "--1")) {
      assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(NumberFormatException.class);
    }
  }

  private static void assertNearest(String text) {
    assertThat(parse(text)).as(text).isEqualTo(Float.parseFloat(text));
  }

  private static float parse(String text) {
    byte[] bytes = (" " + text + "7").getBytes(StandardCharsets.US_ASCII);
    return FloatParser.parse(bytes, 1, bytes.length - 1);
  }
}
