package io.timestep.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.util.UserException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountsTest {
  @Test
  void discounts_follow_the_formula() {
    // Y = 10 / (10 + 2 * 5) = 0.5; 1 - 2 Y 5/10, 2 - 3 Y 3/5, 3 - 4 Y 2/3
    Discounts discounts = Discounts.estimate(2, new long[] {10, 5, 3, 2});

    assertThat(discounts.one()).isCloseTo(0.5, within(1e-12));
    assertThat(discounts.two()).isCloseTo(1.1, within(1e-12));
    assertThat(discounts.threeOrMore()).isCloseTo(5.0 / 3, within(1e-12));
  }

  @Test
  void no_count_of_four_is_legal() {
    assertThat(Discounts.estimate(1, new long[] {10, 5, 3, 0}).threeOrMore()).isEqualTo(3);
  }

  @Test
  void a_discount_of_zero_is_legal() {
    // Y = 2 / (2 + 2 * 3) = 1/4; 2 - 3 Y 8/3 = 0
    assertThat(Discounts.estimate(1, new long[] {2, 3, 8, 1}).two()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0,5,3,2,1", "10,0,3,2,2", "10,5,0,2,3"})
  void a_missing_count_fails_and_is_named(long n1, long n2, long n3, long n4, int missing) {
    assertThatThrownBy(() -> Discounts.estimate(4, new long[] {n1, n2, n3, n4}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("order 4")
        .hasMessageContaining("none has count " + missing)
        .hasMessageContaining("%d, %d, %d, %d".formatted(n1, n2, n3, n4))
        .hasMessageContaining("ngram.discount-fallback");
  }

  @Test
  void a_discount_below_zero_fails_and_is_told() {
    // Y = 10 / 30 = 1/3; 2 - 3 Y 40/10 = -2
    assertThatThrownBy(() -> Discounts.estimate(3, new long[] {10, 10, 40, 2}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("that of count 2 would be -2.0000, not from 0 to 2");
  }

  @Test
  void the_fallback_serves_where_the_formula_fails_and_only_there() {
    Optional<Discounts> fallback = Optional.of(new Discounts(0.4, 0.8, 1.2));

    assertThat(Discounts.estimate(1, new long[] {10, 0, 3, 2}, fallback)).isEqualTo(fallback.get());
    assertThat(Discounts.estimate(1, new long[] {10, 5, 3, 2}, fallback).one())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void a_discount_above_its_count_is_refused() {
    assertThatThrownBy(() -> new Discounts(0.5, 2.1, 1.5))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("count 2 must be from 0 to 2, got 2.1");
  }
}
