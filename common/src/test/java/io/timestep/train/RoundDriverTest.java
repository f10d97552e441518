package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.sequence.StreamPlan;
import io.timestep.train.FakeRounds.End;
import io.timestep.train.TrainListener.RateChange;
import io.timestep.util.UserException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundDriverTest {
  /** 10 windows of 5 time steps. */
  private static final StreamPlan PLAN = new StreamPlan(100, 2, 2);

  private static final String SMALL =
      "replicas = 1, batch-size = 2, time-steps = 5, steps-per-round = 4, epochs = 2, ";

  private final Events events = new Events();

  private static TrainConfig config(String settings) {
    return TrainConfigs.of(SMALL + settings);
  }

  /** From the third round on each diverges at more than the given scale of the learning rate. */
  private static FakeRounds divergingAbove(TrainConfig config, double rateScale) {
    return new FakeRounds(
        config,
        PLAN,
        start ->
            start.round() >= 3 && start.rateScale() > rateScale
                ? new End(start.parameters()[0] + 1000, Double.NaN)
                : new End(start.parameters()[0] + start.rateScale(), 1));
  }

  @Test
  void the_first_steps_are_each_followed_by_a_merge() {
    FakeRounds rounds = FakeRounds.climbing(config("post-local-steps = 13"), PLAN);
    rounds.train(events);
    assertThat(rounds.starts)
        .extracting(RoundStart::windows)
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 3);
    assertThat(rounds.starts)
        .extracting(RoundStart::firstStep)
        .startsWith(0L, 1L)
        .endsWith(12L, 13L, 17L);
  }

  @Test
  void a_round_that_diverged_is_run_again_from_its_start_with_half_the_rate() {
    FakeRounds rounds = divergingAbove(config("on-divergence = rollback"), 0.25);
    TrainingLoop.Result result = rounds.train(events);
    assertThat(rounds.starts).extracting(RoundStart::round).containsExactly(1, 2, 3, 3, 3, 4, 5, 6);
    assertThat(rounds.starts)
        .extracting(RoundStart::rateScale)
        .containsExactly(1.0, 1.0, 1.0, 0.5, 0.25, 0.25, 0.25, 0.25);
    assertThat(rounds.starts.get(4))
        .usingRecursiveComparison()
        .ignoringFields("rateScale")
        .isEqualTo(rounds.starts.get(2));
    assertThat(result.parameters()).containsExactly(3);
    assertThat(result.tokens()).isEqualTo(2 * PLAN.tokens());
    assertThat(events.rateChanges)
        .containsExactly(
            new RateChange(RateChange.Cause.DIVERGENCE, 1, 3, 0.5),
            new RateChange(RateChange.Cause.DIVERGENCE, 1, 3, 0.25));
    double peak = config("").optimizer().learningRate();
    assertThat(events.rounds)
        .extracting(TrainListener.RoundEnd::learningRate)
        .containsExactly(peak, peak, peak / 4, peak / 4, peak / 4, peak / 4);
  }

  @Test
  void the_halved_rate_is_part_of_the_state_that_training_goes_on_from() {
    divergingAbove(config("on-divergence = rollback"), 0.25).train(events);
    assertThat(events.states)
        .extracting(TrainState::rateScale)
        .containsExactly(1.0, 1.0, 0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void rolling_back_gives_up_after_ten_halvings_of_one_round() {
    FakeRounds rounds = divergingAbove(config("on-divergence = rollback"), 0);
    assertThatThrownBy(() -> rounds.train(events))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("epoch 1, round 3")
        .hasMessageContaining("halved 10 times")
        .hasMessageContaining("lower train.optimizer.learning-rate");
    assertThat(events.rateChanges).hasSize(10);
    assertThat(rounds.starts).hasSize(2 + 11);
  }

  @Test
  void without_rollback_a_divergence_ends_training_and_the_message_names_it() {
    FakeRounds rounds = divergingAbove(config(""), 0.25);
    assertThatThrownBy(() -> rounds.train(events))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("epoch 1, round 3 (the loss is NaN)")
        .hasMessageContaining("train.on-divergence = rollback");
    assertThat(events.rateChanges).isEmpty();
    assertThat(rounds.starts).hasSize(3);
  }

  @Test
  void a_rule_that_overflows_has_diverged_though_loss_and_mean_are_numbers() {
    TrainConfig config = config("outer { rule = bmuf, learning-rate = 10 }");
    FakeRounds rounds = new FakeRounds(config, PLAN, start -> new End(1e38, 1));
    assertThatThrownBy(() -> rounds.train(events))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("diverged in epoch 1, round 1 (parameters: 1 of 1 not finite");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NaN})
  void a_moment_that_is_no_number_is_a_divergence_though_loss_and_parameters_are(float moment) {
    TrainConfig config = config("on-divergence = rollback");
    FakeRounds climbing = FakeRounds.climbing(config, PLAN);
    RoundRunner overflowing =
        (start, states) -> {
          RoundOutcome outcome = climbing.run(start, states);
          float second = start.rateScale() > 0.5 ? moment : 2;
          return new RoundOutcome(
              outcome.mean(), new float[] {1, second}, outcome.reports(), states);
        };
    new TrainingLoop(config, PLAN, overflowing, Optional.empty(), events).run(new float[1]);
    assertThat(events.rateChanges)
        .containsExactly(new RateChange(RateChange.Cause.DIVERGENCE, 1, 1, 0.5));
    assertThat(events.states.get(5).optimizerState()).containsExactly(1, 2);

    TrainingLoop failing =
        new TrainingLoop(config(""), PLAN, overflowing, Optional.empty(), events);
    assertThatThrownBy(() -> failing.run(new float[1]))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("round 1 (moments of the optimizer: 1 of 2 not finite); lower");
  }

  @Test
  void replicas_start_from_the_look_ahead_and_the_model_is_what_is_left() {
    TrainConfig config = config("outer { rule = bmuf-nesterov, momentum = 0.5 }");
    FakeRounds rounds = FakeRounds.climbing(config, PLAN);
    TrainingLoop.Result result = rounds.train(events);
    assertThat(rounds.starts.subList(0, 3))
        .extracting(start -> start.parameters()[0])
        .containsExactly(0f, 1.5f, 3.25f); // Δ = 1, 1.5, 1.75
    assertThat(events.states.subList(0, 2))
        .extracting(state -> state.published()[0])
        .containsExactly(1f, 2.5f);
    assertThat(result.parameters()).containsExactly(events.states.get(5).outer().parameters());
  }
}
