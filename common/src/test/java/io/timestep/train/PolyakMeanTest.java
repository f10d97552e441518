package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.sequence.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolyakMeanTest {
  /** 10 windows of 5 time steps: rounds of 40, 40 and 20 tokens. */
  private static final StreamPlan PLAN = new StreamPlan(100, 2, 2);

  private static final String SMALL =
      "replicas = 1, batch-size = 2, time-steps = 5, steps-per-round = 4, ";

  private final Events events = new Events();

  @Test
  void the_mean_of_one_round_is_the_model_to_the_last_bit() {
    float[] theta = {0.1f, -3e-20f, 7e20f};
    assertThat(PolyakMean.NONE.plus(theta, 12_345).mean()).containsExactly(theta);
  }

  @Test
  void a_small_change_is_not_lost_after_very_many_rounds() {
    PolyakMean mean = new PolyakMean(new double[] {1e9}, 1_000_000_000);
    for (int i = 0; i < 1000; i++) {
      mean = mean.plus(new float[] {2}, 1_000_000);
    }
    assertThat(mean.mean()).containsExactly(new float[] {1.5f}, within(1e-6f));
  }

  @Test
  void rounds_weigh_by_their_tokens_and_the_mean_is_what_is_validated_and_kept() {
    List<Float> validated = new ArrayList<>();
    TrainConfig config = TrainConfigs.of(SMALL + "epochs = 2, polyak.from-epoch = 2");
    FakeRounds rounds = FakeRounds.climbing(config, PLAN);
    TrainingLoop.Result result =
        rounds.train(
            events,
            theta -> {
              validated.add(theta);
              return 10.0 - theta;
            });
    // Rounds of the second epoch leave 4, 5 and 6.
    float mean = (4 * 40 + 5 * 40 + 6 * 20) / 100f;
    assertThat(validated).containsExactly(3f, mean);
    assertThat(result.parameters()).containsExactly(mean);
  }

  @Test
  void replicas_go_on_from_the_model_and_not_from_its_mean() {
    TrainConfig config = TrainConfigs.of(SMALL + "epochs = 2, polyak.from-epoch = 1");
    FakeRounds rounds = FakeRounds.climbing(config, PLAN);
    TrainingLoop.Result result = rounds.train(events);
    assertThat(rounds.starts)
        .extracting(start -> start.parameters()[0])
        .containsExactly(0f, 1f, 2f, 3f, 4f, 5f);
    assertThat(result.parameters()).containsExactly((40 + 80 + 60 + 160 + 200 + 120) / 200f);
  }

  @Test
  void patience_begins_the_mean_when_validation_has_not_become_better_and_keeps_it() {
    TrainConfig config = TrainConfigs.of(SMALL + "epochs = 6, polyak.patience = 2");
    // Better until 6, then worse; the mean, when it comes, is better again.
    FakeRounds rounds = FakeRounds.climbing(config, PLAN);
    rounds.train(events, theta -> Math.abs(theta - 6.0));
    assertThat(events.states)
        .extracting(state -> state.polyak().tokens())
        .containsExactly(
            0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, // epochs 1 to 4
            40L, 80L, 100L, 140L, 180L, 200L);
  }
}
