package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.train.WeightedMean.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static Spread of(Part... parts) {
    return Spread.of(List.of(parts), WeightedMean.of(List.of(parts)));
  }

  private static Part part(long tokens, float... values) {
    return new Part(tokens, values);
  }

  @Test
  void the_divergence_is_the_token_weighted_root_mean_square_distance_from_the_mean() {
    // Mean (3, 4): one replica of 30 tokens is 1 away, one of 10 tokens 3.
    Spread spread = of(part(30, 2, 4), part(10, 6, 4));

    assertThat(spread.distance(40)).isCloseTo(Math.sqrt((30 * 1 + 10 * 9) / 40.0), within(1e-12));
    assertThat(spread.relativeDistance(40)).isCloseTo(Math.sqrt(3) / 5, within(1e-12));
  }

  @Test
  void replicas_that_are_the_same_have_none_and_one_alone_neither() {
    assertThat(of(part(3, 0.1f, -7), part(5, 0.1f, -7)).distance(8)).isZero();
    assertThat(of(part(3, 0.1f, 1e-30f)).distance(3)).isZero();
  }

  @Test
  void a_replica_without_tokens_drops_out_whatever_its_values() {
    assertThat(of(part(0, Float.NaN), part(4, 1), part(4, 3)).distance(8)).isEqualTo(1);
  }

  @Test
  void chunks_apart_add_up_to_the_vector() {
    Spread whole = of(part(1, 5, 6, 7), part(2, 9, 1, 2));
    Spread apart = of(part(1, 5), part(2, 9)).plus(of(part(1, 6, 7), part(2, 1, 2)));

    assertThat(apart.distance(3)).isCloseTo(whole.distance(3), within(1e-12));
    assertThat(apart.meanSquares()).isCloseTo(whole.meanSquares(), within(1e-12));
  }

  @Test
  void without_tokens_or_with_a_mean_of_zero_it_is_zero_and_no_NaN() {
    assertThat(of(part(0, 7)).distance(0)).isZero();
    assertThat(of(part(1, -1), part(1, 1)).relativeDistance(2)).isZero();
  }
}
