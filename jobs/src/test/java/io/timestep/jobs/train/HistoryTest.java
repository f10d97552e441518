package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.train.TrainListener.EarlyStop;
import io.timestep.train.TrainListener.RateChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final List<String> notes = new ArrayList<>();
  private final History history = new History(new Noting(notes), 1000, 100);

  @Test
  void a_round_that_is_run_again_is_in_the_history_and_warned_of() {
    history.onRateChange(new RateChange(RateChange.Cause.DIVERGENCE, 2, 7, 0.5));

    assertThat(history.lines())
        .isEqualTo(
            """
            {"event":"rate-change","epoch":2,"round":7,"tokens":0,"cause":"divergence",\
            "rateScale":0.5}
            """);
    assertThat(notes)
        .containsExactly(
            "Warning: training diverged in epoch 2, round 7; the round is run again with 0.5 of"
                + " the learning rate");
  }

  @Test
  void a_plateau_and_an_early_stop_are_in_the_history_and_told() {
    history.onRateChange(new RateChange(RateChange.Cause.PLATEAU, 5, 40, 0.25));
    history.onEarlyStop(new EarlyStop(9, 72, 6));

    assertThat(history.lines())
        .isEqualTo(
            """
            {"event":"rate-change","epoch":5,"round":40,"tokens":0,"cause":"plateau",\
            "rateScale":0.25}
            {"event":"early-stop","epoch":9,"round":72,"tokens":0,"bestEpoch":6}
            """);
    assertThat(notes)
        .containsExactly(
            "Validation does not become better: from epoch 5 on 0.25 of the learning rate",
            "Validation does not become better: training ends after epoch 9, and the model is"
                + " that of epoch 6");
  }
}
