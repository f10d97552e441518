package io.timestep.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void countsHaveThousandsSeparators() {
    assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Numbers.count(0)).isEqualTo("0");
    assertThat(Numbers.count(Double.NaN)).isEqualTo("–");
  }

  @Test
  void measuresHaveAboutFourDigits() {
    assertThat(Numbers.measure(12_345.6)).isEqualTo("12,346");
    assertThat(Numbers.measure(142.34)).isEqualTo("142.3");
    assertThat(Numbers.measure(4.9134)).isEqualTo("4.913");
    assertThat(Numbers.measure(-0.0021346)).isEqualTo("−0.002135");
    assertThat(Numbers.measure(0)).isEqualTo("0");
    assertThat(Numbers.measure(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Numbers.measure(Double.NaN)).isEqualTo("–");
  }

  @Test
  void sharesArePercentages() {
    assertThat(Numbers.percent(0.24134)).isEqualTo("24.1%");
    assertThat(Numbers.percent(0.0314)).isEqualTo("3.14%");
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
  }

  @Test
  void timesUseTheUnitsAReaderWould() {
    assertThat(Numbers.duration(0.421)).isEqualTo("0.42 s");
    assertThat(Numbers.duration(59.96)).isEqualTo("1 min 00 s");
    assertThat(Numbers.duration(200)).isEqualTo("3 min 20 s");
    assertThat(Numbers.duration(3599.9)).isEqualTo("1 h 00 min");
    assertThat(Numbers.duration(Double.NaN)).isEqualTo("–");
  }

  @Test
  void keyFiguresAreShortened() {
    assertThat(Numbers.compact(8_642_000)).isEqualTo("8.64 M");
    assertThat(Numbers.compact(20_000)).isEqualTo("20,000");
    assertThat(Numbers.compact(1.5e9)).isEqualTo("1.50 G");
    assertThat(Numbers.compact(Double.NaN)).isEqualTo("–");
  }

  @Test
  void ticksShowNoMoreDigitsThanTheirStepNeeds() {
    assertThat(Numbers.tick(0.0015, 0.0005)).isEqualTo("0.0015");
    assertThat(Numbers.tick(2, 0.5)).isEqualTo("2");
    assertThat(Numbers.tick(2_500_000, 500_000)).isEqualTo("2.5M");
    assertThat(Numbers.tick(10_000, 10_000)).isEqualTo("10k");
    assertThat(Numbers.tick(1e-7, 1e-7)).isEqualTo("1e−7");
  }

  @Test
  void settingsAreShownAsTheyWereWritten() {
    assertThat(Numbers.plain(0.8)).isEqualTo("0.8");
    assertThat(Numbers.plain(50)).isEqualTo("50");
    assertThat(Numbers.plain(-41.87)).isEqualTo("−41.87");
  }
}
