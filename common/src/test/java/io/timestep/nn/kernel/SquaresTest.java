package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquaresTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 23})
  void the_first_values_are_summed_each_once(int count) {
    float[] values = new float[24];
    double expected = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 4.5f;
      if (i < count) {
        expected += (double) values[i] * values[i];
      }
    }
    assertThat(Squares.sum(values, count)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 11})
  void one_that_is_no_number_makes_the_sum_none(int at) {
    float[] values = new float[12];
    values[at] = Float.NaN;
    assertThat(Squares.sum(values, 12)).isNaN();
  }
}
