package io.timestep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.report.History.ReplicaRound;
import io.timestep.report.History.Round;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {
  @Test
  void waitingIsTheSlowestLessTheMeanOfEachRound() {
    Timings timings = Timings.of(List.of(round(1, 4.5, 2, 4), round(2, 3.5, 3, 1)));

    assertThat(timings.training()).isCloseTo(3 + 2, within(1e-12));
    assertThat(timings.waiting()).isCloseTo(1 + 1, within(1e-12));
    assertThat(timings.merging()).isCloseTo(0.5 + 0.5, within(1e-12));
    assertThat(timings.waitingShare()).isCloseTo(2.0 / 8, within(1e-12));
  }

  @Test
  void eachReplicaHasItsQuantilesAndTheRoundsThatWaitedForIt() {
    Timings timings =
        Timings.of(
            List.of(round(1, 9, 1, 2), round(2, 9, 5, 2), round(3, 9, 3, 2), round(4, 9, 2, 2.5)));

    Timings.Replica first = timings.replicas().get(0);
    assertThat(first.quantiles()).containsExactly(1.0, 1.75, 2.5, 3.5, 5.0);
    assertThat(first.slowest()).isEqualTo(2);
    assertThat(timings.replicas().get(1).slowest()).isEqualTo(2);
    assertThat(first.tokens()).isEqualTo(400);
  }

  @Test
  void replicasAndRoundsWithoutATimeDropOut() {
    Timings timings = Timings.of(List.of(round(1, Double.NaN, 2, Double.NaN), round(2, 1)));

    assertThat(timings.replicas()).hasSize(1);
    assertThat(timings.total()).isEqualTo(2);
  }

  private static Round round(int round, double seconds, double... replicaSeconds) {
    List<ReplicaRound> replicas = new ArrayList<>();
    for (int r = 0; r < replicaSeconds.length; r++) {
      replicas.add(new ReplicaRound(r, 100, replicaSeconds[r], "host"));
    }
    return new Round(round, 0, 1, 1, 1, Double.NaN, seconds, replicas);
  }
}
