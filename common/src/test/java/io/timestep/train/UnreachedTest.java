package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreachedTest {
  private static final long STEPS = 90;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule.warm-up-steps = 1000 | train.schedule.warm-up-steps: 1000, but the training has 90 steps",
        "post-local-steps = 90 | train.post-local-steps: 90, but the training has 90 steps",
        "epochs = 5, polyak.from-epoch = 8 | train.polyak.from-epoch: 8, but the training has 5 epochs"
      })
  void what_a_training_ends_too_early_for_is_told(String settings, String line) {
    assertThat(Unreached.in(TrainConfigs.of(settings), STEPS))
        .singleElement()
        .asString()
        .startsWith(line);
  }

  @Test
  void what_comes_to_its_turn_is_no_line() {
    TrainConfig config =
        TrainConfigs.of(
            "epochs = 5, polyak.from-epoch = 5, post-local-steps = 89, schedule.warm-up-steps = 89");

    assertThat(Unreached.in(config, STEPS)).isEmpty();
  }
}
