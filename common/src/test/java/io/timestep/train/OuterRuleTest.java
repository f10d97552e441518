package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OuterRuleTest {
  private static final double ANY_RATE = 0.25;

  private static OuterRule rule(String settings) {
    TrainConfig config = TrainConfigs.of("outer { " + settings + " }");
    return config.outer().create(config.replicas());
  }

  private static float theta(OuterState state) {
    return state.parameters()[0];
  }

  private static OuterState next(OuterRule rule, OuterState state, double mean, double rate) {
    return rule.next(state, new float[] {(float) mean}, rate);
  }

  @Test
  void bmuf_follows_the_series_computed_by_hand() {
    OuterRule rule = rule("rule = bmuf, momentum = 0.5, learning-rate = 0.5");
    OuterState state = rule.begin(new float[] {1});
    state = next(rule, state, 0, ANY_RATE); // G = -1, Δ = -0.5
    assertThat(theta(state)).isEqualTo(0.5f);
    state = next(rule, state, -0.5, ANY_RATE); // G = -1, Δ = -0.25 - 0.5
    assertThat(theta(state)).isEqualTo(-0.25f);
    state = next(rule, state, 0.75, ANY_RATE); // G = 1, Δ = -0.375 + 0.5
    assertThat(theta(state)).isEqualTo(-0.125f);
    assertThat(rule.start(state)).containsExactly(-0.125f);
  }

  @Test
  void bmuf_nesterov_starts_replicas_from_the_look_ahead_and_keeps_the_model() {
    OuterRule rule = rule("rule = bmuf-nesterov, momentum = 0.5, learning-rate = 0.5");
    OuterState state = rule.begin(new float[] {1});
    assertThat(rule.start(state)).containsExactly(1f);
    state = next(rule, state, 0, ANY_RATE); // G = -1, Δ = -0.5
    assertThat(theta(state)).isEqualTo(0.5f);
    assertThat(rule.start(state)).containsExactly(0.25f);
    state = next(rule, state, -0.75, ANY_RATE); // G = -0.75 - 0.25, Δ = -0.25 - 0.5
    assertThat(theta(state)).isEqualTo(-0.25f);
    assertThat(rule.start(state)).containsExactly(-0.625f);
    state = next(rule, state, 0.375, ANY_RATE); // G = 0.375 + 0.625, Δ = -0.375 + 0.5
    assertThat(theta(state)).isEqualTo(-0.125f);
    assertThat(rule.start(state)).containsExactly(-0.0625f);
  }

  @Test
  void nesterov_follows_the_series_computed_by_hand() {
    OuterRule rule = rule("rule = nesterov, momentum = 0.5, learning-rate = 0.5");
    OuterState state = rule.begin(new float[] {1});
    state = next(rule, state, 0, ANY_RATE); // g = 1, v = 1, θ = 1 - 0.5 (1 + 0.5)
    assertThat(theta(state)).isEqualTo(0.25f);
    state = next(rule, state, -0.75, ANY_RATE); // g = 1, v = 1.5, θ = 0.25 - 0.5 (1 + 0.75)
    assertThat(theta(state)).isEqualTo(-0.625f);
    state = next(rule, state, 0.375, ANY_RATE); // g = -1, v = -0.25, θ = -0.625 + 0.5 (1 + 0.125)
    assertThat(theta(state)).isEqualTo(-0.0625f);
    assertThat(rule.start(state)).containsExactly(-0.0625f);
  }

  @Test
  void slowmo_keeps_its_momentum_in_units_of_the_replicas_rate() {
    OuterRule rule = rule("rule = slowmo, momentum = 0.5, learning-rate = 0.5");
    OuterState state = rule.begin(new float[] {1});
    state = next(rule, state, 0, 0.5); // g = 1, u = 2, θ = 1 - 0.25 * 2
    assertThat(theta(state)).isEqualTo(0.5f);
    state = next(rule, state, -0.5, 0.25); // g = 1, u = 1 + 4, θ = 0.5 - 0.125 * 5
    assertThat(theta(state)).isEqualTo(-0.125f);
    state = next(rule, state, 0.875, 0.25); // g = -1, u = 2.5 - 4, θ = -0.125 + 0.125 * 1.5
    assertThat(theta(state)).isEqualTo(0.0625f);
    assertThat(rule.start(state)).containsExactly(0.0625f);
  }

  @Test
  void slowmo_moves_by_what_was_learned_when_the_schedule_has_come_to_zero() {
    OuterRule rule = rule("rule = slowmo, momentum = 0.5, learning-rate = 0.5");
    OuterState state = next(rule, rule.begin(new float[] {1}), 0, 0);
    assertThat(theta(state)).isEqualTo(0.5f);
    assertThat(state.momentum()).containsExactly(0f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rule = bmuf, momentum = 0, learning-rate = 1",
        "rule = bmuf-nesterov, momentum = 0, learning-rate = 1",
        "rule = nesterov, momentum = 0, learning-rate = 1",
        "rule = slowmo, momentum = 0, learning-rate = 1",
        "rule = average"
      })
  void without_momentum_and_at_rate_one_each_rule_is_averaging(String settings) {
    OuterRule rule = rule(settings);
    Random random = new Random(3);
    OuterState state = rule.begin(vector(random));
    for (int round = 0; round < 3; round++) {
      float[] mean = vector(random);
      state = rule.next(state, mean, ANY_RATE);
      assertThat(state.parameters()).containsExactly(mean, within(1e-7f));
      assertThat(rule.start(state)).containsExactly(state.parameters());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "bmuf", "bmuf-nesterov", "nesterov", "slowmo"})
  void one_replica_with_all_left_open_is_averaged_plainly(String name) {
    OuterRule rule = TrainConfigs.of("outer.rule = " + name).outer().create(1);
    Random random = new Random(5);
    OuterState state = rule.begin(vector(random));
    for (int round = 0; round < 3; round++) {
      float[] mean = vector(random);
      state = rule.next(state, mean, ANY_RATE);
      assertThat(state.parameters()).containsExactly(mean, within(1e-7f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmuf", "bmuf-nesterov", "nesterov", "slowmo"})
  void what_one_round_learned_moves_the_model_by_rate_over_one_less_momentum(String name) {
    OuterRule rule = rule("rule = %s, momentum = 0.75, learning-rate = 0.5".formatted(name));
    OuterState state = next(rule, rule.begin(new float[1]), 1, ANY_RATE);
    for (int round = 0; round < 100; round++) {
      state = rule.next(state, rule.start(state), ANY_RATE); // the replicas learn nothing more
    }
    assertThat(theta(state)).isCloseTo(2f, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "bmuf", "bmuf-nesterov", "nesterov", "slowmo"})
  void a_rule_changes_nothing_it_is_given_and_says_the_same_again(String name) {
    OuterRule rule = rule("rule = " + name);
    Random random = new Random(4);
    OuterState first = rule.next(rule.begin(vector(random)), vector(random), ANY_RATE);
    float[] parameters = first.parameters().clone();
    float[] momentum = first.momentum().clone();
    float[] mean = vector(random);
    float[] given = mean.clone();
    OuterState once = rule.next(first, mean, ANY_RATE);
    assertThat(first.parameters()).containsExactly(parameters);
    assertThat(first.momentum()).containsExactly(momentum);
    assertThat(mean).containsExactly(given);
    assertThat(rule.next(first, mean, ANY_RATE)).usingRecursiveComparison().isEqualTo(once);
  }

  private static float[] vector(Random random) {
    float[] values = new float[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  @Test
  void momentum_left_open_is_one_less_the_share_of_a_replica() {
    assertThat(TrainConfigs.of("outer.rule = bmuf").outer().create(4))
        .isEqualTo(new BmufRule(0.75, 1, BmufRule.Start.MODEL));
    assertThat(TrainConfigs.of("outer.rule = nesterov").outer().create(8))
        .isEqualTo(new NesterovRule(0.875, 0.7));
    assertThat(TrainConfigs.of("outer.rule = nesterov").outer().create(2))
        .isEqualTo(new NesterovRule(0.5, 0.7));
    assertThat(TrainConfigs.of("outer.rule = slowmo").outer().create(1))
        .isEqualTo(new SlowMoRule(0, 1));
  }
}
