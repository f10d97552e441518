package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors of which a part is meant, with other values on both sides. */
class VectorMathTest {
  private static final int BEFORE = 3;
  private static final float OTHER = 1e6f;

  private static Floats floats(float[] values) {
    return Floats.of(Nd4j.createFromArray(values));
  }

  /** Of {@code count} normal values; {@link #OTHER} before and behind them. */
  private static float[] normals(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[BEFORE + count + 2];
    for (int i = 0; i < values.length; i++) {
      boolean meant = i >= BEFORE && i < BEFORE + count;
      values[i] = meant ? (float) random.nextGaussian() : OTHER;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 31, 32, 33, 1023, 1024, 1025, 9001}) // blocks of 1,024, the last in part
  void squares_of_the_part_are_those_in_double(int count) {
    float[] values = normals(count, count);
    double expected = 0;
    for (int i = BEFORE; i < BEFORE + count; i++) {
      expected += (double) values[i] * values[i];
    }
    assertThat(VectorMath.squares(floats(values), BEFORE, count))
        .isCloseTo(expected, withinPercentage(2.4e-4));
  }

  @Test
  void squares_beyond_single_precision_have_a_sum() {
    float[] values = new float[2500];
    values[17] = 3e30f;
    values[2499] = 4e30f;
    assertThat(VectorMath.squares(floats(values), 0, 2500))
        .isCloseTo(25e60, withinPercentage(1e-4));
  }

  @Test
  void squares_below_single_precision_have_a_sum() {
    float[] values = new float[2500];
    values[17] = 3e-30f;
    values[2499] = 4e-30f;
    assertThat(VectorMath.squares(floats(values), 0, 2500))
        .isCloseTo(25e-60, withinPercentage(1e-4));
  }

  @Test
  void squares_of_zeros_are_zero() {
    assertThat(VectorMath.squares(floats(new float[2500]), 0, 2500)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1023, 1024, 2499})
  void one_that_is_no_number_makes_the_sum_none(int at) {
    float[] values = new float[2500];
    values[at] = Float.NaN;
    assertThat(VectorMath.squares(floats(values), 0, 2500)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 8191, 8192, 8193, 20_001}) // blocks of 8,192
  void a_multiple_is_added_to_the_part_and_to_nothing_else(int count) {
    float[] from = normals(count, count);
    float[] to = normals(count, count + 1L);
    Floats sum = floats(to);
    VectorMath.addScaled(-0.3f, floats(from), sum, BEFORE, count);
    for (int i = 0; i < to.length; i++) {
      boolean meant = i >= BEFORE && i < BEFORE + count;
      double expected = meant ? to[i] + (double) -0.3f * from[i] : to[i];
      assertThat((double) sum.get(i)).as("value %d", i).isCloseTo(expected, within(1e-6));
    }
  }

  /** By parts that OpenBLAS's registers do not divide. */
  @Test
  void sums_are_rounded_alike_wherever_they_stand() {
    float[] from = normals(201, 1);
    float[] to = normals(201, 2);
    Floats whole = floats(to);
    Floats parts = floats(to);
    VectorMath.addScaled(-0.3f, floats(from), whole, 0, from.length);
    for (int done = 0; done < from.length; done += 47) {
      VectorMath.addScaled(-0.3f, floats(from), parts, done, Math.min(47, from.length - done));
    }
    assertThat(parts.toArray()).containsExactly(whole.toArray());
  }

  @Test
  void a_factor_of_zero_adds_nothing_not_even_what_is_no_number() {
    float[] noNumbers = new float[35];
    Arrays.fill(noNumbers, Float.NaN);
    Floats sum = floats(new float[35]);
    VectorMath.addScaled(0, floats(noNumbers), sum, 0, 35);
    assertThat(sum.toArray()).containsOnly(0);
  }

  @Test
  void a_part_beyond_the_vector_is_refused() {
    Floats five = floats(new float[5]);
    Floats six = floats(new float[6]);
    assertThatThrownBy(() -> VectorMath.squares(five, 3, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> VectorMath.addScaled(1, six, five, 3, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> VectorMath.addScaled(1, five, six, 3, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
