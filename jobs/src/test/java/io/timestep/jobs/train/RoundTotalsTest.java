package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTotalsTest {
  @Test
  void the_times_of_all_rounds_and_validations_are_summed_and_other_events_are_not() {
    String lines =
        """
        {"event":"round","seconds":4,"computeSeconds":3,"broadcastSeconds":0.25,"mergeSeconds":0.75,"bytesMoved":16}
        {"event":"rate-change","seconds":100}
        {"event":"round","seconds":6,"computeSeconds":4.5,"broadcastSeconds":0.5,"mergeSeconds":1,"bytesMoved":3000000000}
        {"event":"validation","seconds":2}
        """;

    assertThat(RoundTotals.of(lines))
        .isEqualTo(new RoundTotals(10, 7.5, 0.75, 1.75, 2, 0.25, 3_000_000_016L));
  }

  @Test
  void what_a_round_did_not_measure_is_null_in_the_sum() {
    String lines =
        """
        {"event":"round","seconds":4,"computeSeconds":"NaN","broadcastSeconds":"NaN","mergeSeconds":"NaN","bytesMoved":16}
        {"event":"round","seconds":6,"computeSeconds":"NaN","broadcastSeconds":"NaN","mergeSeconds":"NaN","bytesMoved":8}
        {"event":"validation","seconds":2}
        """;

    assertThat(RoundTotals.of(lines)).isEqualTo(new RoundTotals(10, null, null, null, 2, null, 24));
  }

  @Test
  void a_training_without_rounds_has_no_overhead() {
    assertThat(RoundTotals.of("").overheadShare()).isZero();
  }
}
