package io.timestep.bench.arpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  private static float parse(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.ISO_8859_1);
    return Decimals.parse(bytes, 1, bytes.length - 1);
  }

  @Property
  void reads_back_every_float_that_java_writes(@ForAll float value) {
    assertThat(parse(Float.toString(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "-99", "-5.3410783", "-1.", "-.5", "-0.00000004", "-1e-08", "-2E-5"})
  void reads_what_writers_of_arpa_files_write(String text) {
    assertThat(parse(text)).isEqualTo(Float.parseFloat(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1234567.1234567890123456789", "-0.30102999566398119521373889472449"})
  void reads_more_digits_than_a_double_holds(String text) {
    assertThat(parse(text)).isEqualTo(Float.parseFloat(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "--1", "a", "nan", "NaN"})
  void gives_nan_for_what_is_no_number(String text) {
    assertThat(parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-inf", "-Infinity"})
  void reads_infinities(String text) {
    assertThat(parse(text)).isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
