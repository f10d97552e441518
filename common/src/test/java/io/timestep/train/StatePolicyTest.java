package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.RecurrentState;
import io.timestep.sequence.StreamPlan;
import org.junit.jupiter.api.Test;

/**
 * The first step of a round under Adam. dl4j-spark drops the moments between rounds while the step
 * count goes on: their bias is then taken for corrected, and the step is (1 − β₁) / √(1 − β₂) =
 * 3.16 learning rates long.
 */
class StatePolicyTest {
  private static final double RATE = 1e-3;
  private static final float[] NO_MOMENTS = {};

  /** A step for which Adam's bias has gone. */
  private static final long LATE = 100_000;

  private static final SmallText TEXT = SmallText.ofLength(200);

  private static TrainConfig config(String policy) {
    return TrainConfigs.of(
        "replicas = 1, batch-size = 4, time-steps = 5, state-reset = 0, clip.norm = 0, optimizer { "
            + "type = adam, epsilon = 1e-12, learning-rate = %s, state = %s }"
                .formatted(RATE, policy));
  }

  private static ReplicaResult round(
      String policy,
      RecurrentState state,
      int window,
      int steps,
      long firstStep,
      float[] theta,
      float[] moments) {
    TrainConfig config = config(policy);
    StreamPlan plan = TEXT.plan(config);
    try (RecurrentNetwork network = RecurrentNetwork.create(SmallText.MODEL, SmallText.V, 1)) {
      return new ReplicaTrainer(config, TrainingLoop.schedule(config, plan))
          .run(
              network,
              new RoundStart(1, 1, window, steps, firstStep, 1, theta, moments),
              0,
              state,
              TEXT.shards(plan).get(0));
    }
  }

  /** The longest way of a parameter, in learning rates. */
  private static double longest(float[] from, float[] to) {
    double longest = 0;
    for (int i = 0; i < from.length; i++) {
      longest = Math.max(longest, Math.abs((double) to[i] - from[i]) / RATE);
    }
    return longest;
  }

  @Test
  void moments_dropped_while_the_step_count_goes_on_make_a_first_step_of_three_rates() {
    float[] theta = SmallText.initial();
    ReplicaResult stock = round("average", RecurrentState.ZERO, 0, 1, LATE, theta, NO_MOMENTS);
    assertThat(longest(theta, stock.parameters())).isCloseTo(3.162, within(0.01));
  }

  @Test
  void reset_counts_the_steps_of_a_round_anew_and_its_first_one_is_one_rate_long() {
    float[] theta = SmallText.initial();
    ReplicaResult first = round("reset", RecurrentState.ZERO, 0, 1, LATE, theta, NO_MOMENTS);
    assertThat(longest(theta, first.parameters())).isCloseTo(1, within(0.01));
    assertThat(first.optimizerState()).isEmpty();
  }

  @Test
  void average_goes_on_with_moments_and_count_as_if_the_round_had_not_ended() {
    float[] theta = SmallText.initial();
    ReplicaResult first = round("average", RecurrentState.ZERO, 0, 5, 0, theta, NO_MOMENTS);
    ReplicaResult more =
        round("average", first.state(), 5, 1, 5, first.parameters(), first.optimizerState());
    ReplicaResult atOnce = round("average", RecurrentState.ZERO, 0, 6, 0, theta, NO_MOMENTS);
    assertThat(more.parameters()).containsExactly(atOnce.parameters());
    assertThat(more.optimizerState())
        .hasSize(2 * theta.length)
        .containsExactly(atOnce.optimizerState());
  }
}
