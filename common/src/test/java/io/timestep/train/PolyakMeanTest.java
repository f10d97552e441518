package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.sequence.StreamPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
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

  /** Epochs with a mean, by what validation says after each epoch, in nats a token. */
  private List<Integer> epochsWithMean(int patience, double... nats) {
    TrainConfig config =
        TrainConfigs.of(
            SMALL + "epochs = %d, polyak.patience = %d".formatted(nats.length, patience));
    Iterator<Double> scores = Arrays.stream(nats).iterator();
    FakeRounds.climbing(config, PLAN).train(events, theta -> scores.next());
    return events.states.stream()
        .filter(state -> !state.polyak().isEmpty() && state.window() > 0)
        .map(TrainState::epoch)
        .distinct()
        .toList();
  }

  @Test
  void patience_begins_the_mean_when_a_validation_is_worse_than_one_of_before_the_last_ones() {
    // 3 is not above min(5); 4 is above min(5, 2).
    assertThat(epochsWithMean(2, 5, 2, 2.5, 3, 4, 1, 1)).containsExactly(6, 7);
  }

  @Test
  void patience_does_not_wait_for_the_best_epoch_to_be_long_ago() {
    // 6 is above min(5), though the epoch before it was the best.
    assertThat(epochsWithMean(2, 5, 4, 3, 6, 1)).containsExactly(5);
  }

  @Test
  void patience_needs_more_validations_before_than_it_leaves_out() {
    assertThat(epochsWithMean(3, 1, 2, 3, 4, 5, 6)).containsExactly(6);
  }

  @Test
  void a_validation_that_is_as_good_is_not_worse() {
    assertThat(epochsWithMean(1, 2, 2, 2, 2, 2)).isEmpty();
  }

  @Test
  void a_validation_that_is_no_number_is_worse_than_any() {
    assertThat(epochsWithMean(1, 9, 8, Double.NaN, 1)).containsExactly(4);
  }

  @Test
  void with_patience_too_training_goes_on_from_any_round_as_if_it_had_never_stopped() {
    TrainConfig config = TrainConfigs.of(SMALL + "epochs = 6, polyak.patience = 2");
    Function<Float, Double> nats = theta -> Math.abs(theta - 6.0);
    TrainingLoop.Result expected = FakeRounds.climbing(config, PLAN).train(events, nats);
    assertThat(events.states.get(12).polyak().tokens()).isPositive();
    for (TrainState stopped : events.states) {
      assertThat(
              FakeRounds.climbing(config, PLAN)
                  .loop(FakeRounds.validator(nats), new Events())
                  .resume(stopped))
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }
}
