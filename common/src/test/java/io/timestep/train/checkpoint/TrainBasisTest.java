package io.timestep.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.train.checkpoint.TrainBasis.Change;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainBasisTest {
  private final TrainBasis then =
      new TrainBasis(Map.of("train.replicas", "2", "train.seed", "1"), Map.of("vocabulary", "a"));

  @Test
  void the_same_has_no_changes() {
    assertThat(then.changesSince(new TrainBasis(then.settings(), then.texts()))).isEmpty();
  }

  @Test
  void each_change_is_named_with_both_values() {
    TrainBasis now =
        new TrainBasis(Map.of("train.replicas", "4", "train.seed", "1"), Map.of("vocabulary", "b"));

    assertThat(now.changesSince(then))
        .containsExactly(
            new Change("train.replicas", "2", "4"), new Change("vocabulary", "a", "b"));
  }

  @Test
  void a_setting_that_only_one_of_them_has_is_a_change() {
    TrainBasis now = new TrainBasis(Map.of("train.seed", "1", "train.new", "x"), then.texts());

    assertThat(now.changesSince(then))
        .containsExactlyInAnyOrder(
            new Change("train.replicas", "2", "not set"), new Change("train.new", "not set", "x"));
  }
}
