package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelShapeTest {
  @Test
  void is_read_as_it_is_written() {
    ModelShape shape = ModelShape.of("200,10000,20,35");

    assertThat(shape).isEqualTo(new ModelShape(200, 10000, 20, 35));
    assertThat(shape).hasToString("200,10000,20,35");
    assertThat(shape.tokens()).isEqualTo(700);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "200,10000,20", "200,10000,20,35,1", "200,10000,20,x", "0,10,1,1"})
  void other_texts_are_refused(String text) {
    assertThatThrownBy(() -> ModelShape.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void at_most_another_is_the_smaller_of_each_size() {
    ModelShape shape = new ModelShape(200, 100, 20, 5);

    assertThat(shape.atMost(new ModelShape(32, 2000, 4, 8)))
        .isEqualTo(new ModelShape(32, 100, 4, 5));
  }

  /**
   * Of one token: 3 products of [1, 2] x [2, 5] for the softmax, and for each of 2 layers 6 of [1,
   * 2] x [2, 2 gates]; a product of m x k and k x n is 2 m k n operations.
   */
  @Test
  void operations_are_those_of_the_matrix_products() {
    ModelShape one = new ModelShape(2, 5, 1, 1);

    assertThat(one.flops(Cell.RNN)).isEqualTo(3 * 20 + 2 * 6 * 8);
    assertThat(one.flops(Cell.GRU)).isEqualTo(3 * 20 + 2 * 6 * 24);
    assertThat(one.flops(Cell.LSTM)).isEqualTo(3 * 20 + 2 * 6 * 32);
    assertThat(new ModelShape(2, 5, 4, 7).flops(Cell.LSTM)).isEqualTo(28 * one.flops(Cell.LSTM));
  }

  @Test
  void the_operations_of_a_large_step_do_not_overflow() {
    assertThat(ModelShape.of("650,33278,64,35").flops(Cell.LSTM))
        .isEqualTo(2240.0 * (3 * 2.0 * 650 * 33278 + 2 * 6 * 2.0 * 650 * 4 * 650));
  }
}
