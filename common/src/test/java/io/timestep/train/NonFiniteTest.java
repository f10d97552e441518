package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NonFiniteTest {
  private static final int LENGTH = 3 * (1 << 16) + 5; // several ranges and a bit

  @Test
  void infinities_and_nan_of_any_sign_are_counted_and_the_largest_numbers_are_not() {
    float[] values = new float[LENGTH];
    values[0] = Float.POSITIVE_INFINITY;
    values[1] = Float.MAX_VALUE;
    values[70_000] = -Float.MAX_VALUE;
    values[70_001] = Float.NaN;
    values[70_002] = Float.intBitsToFloat(0xffc00001); // NaN with a sign
    values[70_003] = -Float.MIN_VALUE;
    values[LENGTH - 1] = Float.NEGATIVE_INFINITY;

    assertThat(NonFinite.count(values)).isEqualTo(4);
    assertThat(NonFinite.count(new float[0])).isZero();
  }

  @Test
  void a_loop_in_ranges_comes_to_every_index_once() {
    AtomicIntegerArray visits = new AtomicIntegerArray(LENGTH);
    Ranges.forEach(
        LENGTH, (from, to) -> IntStream.range(from, to).forEach(visits::incrementAndGet));

    assertThat(IntStream.range(0, LENGTH).map(visits::get)).containsOnly(1);
  }
}
