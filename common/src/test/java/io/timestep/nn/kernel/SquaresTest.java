package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
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
  @ValueSource(ints = {255, 256, 257, 4095, 4096, 4097, 9001}) // runs of 256, 16 of them at a time
  void long_sums_are_those_in_double_to_a_millionth(int count) {
    float[] values = new float[count + 3];
    Random random = new Random(count);
    double expected = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 1e-3f;
      if (i < count) {
        expected += (double) values[i] * values[i];
      }
    }
    assertThat(Squares.sum(values, count)).isCloseTo(expected, withinPercentage(1.1e-4));
  }

  @Test
  void squares_beyond_single_precision_have_a_sum() {
    float[] values = new float[300];
    values[17] = 3e30f;
    values[299] = 4e30f;
    assertThat(Squares.sum(values, 300)).isCloseTo(25e60, withinPercentage(1e-4));
  }

  @Test
  void squares_below_single_precision_have_a_sum() {
    float[] values = new float[300];
    values[17] = 3e-30f;
    values[299] = 4e-30f;
    assertThat(Squares.sum(values, 300)).isCloseTo(25e-60, withinPercentage(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 255, 256, 299})
  void one_that_is_no_number_makes_the_sum_none(int at) {
    float[] values = new float[300];
    values[at] = Float.NaN;
    assertThat(Squares.sum(values, 300)).isNaN();
  }
}
