package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.KebabCase;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.StreamScorer;
import io.timestep.sequence.StreamPlan;
import io.timestep.util.UserException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
  private static final int V = 8;
  private static final ModelConfig MODEL =
      new ModelConfig(
          ModelConfig.Cell.LSTM, 1, 12, 8, 0, ModelConfig.Softmax.FULL, List.of(), false);

  /** A text that repeats: after each word there is one that follows. */
  private static final SmallText TEXT =
      new SmallText(IntStream.range(0, 600).map(i -> 2 + i * i % 6).toArray());

  private final Events events = new Events();

  private static TrainConfig config(int replicas, int epochs, OptimizerConfig.StatePolicy state) {
    return TrainConfigs.of(
        ("replicas = %d, epochs = %d, batch-size = 5, time-steps = 7, steps-per-round = 3,"
                + " state-reset = 0.05, optimizer { learning-rate = 0.02, state = %s }")
            .formatted(replicas, epochs, KebabCase.of(state)));
  }

  private TrainingLoop.Result train(TrainConfig config) {
    StreamPlan plan = TEXT.plan(config);
    try (RecurrentNetwork network = RecurrentNetwork.create(MODEL, V, 1)) {
      float[] initial = network.copyParameters();
      ReplicaTrainer trainer = new ReplicaTrainer(config, TrainingLoop.schedule(config, plan));
      LocalRounds runner = new LocalRounds(trainer, network, TEXT.shards(plan));
      return new TrainingLoop(
              config, plan, runner, Optional.of(theta -> score(network, theta)), events)
          .run(initial);
    }
  }

  private static LanguageScore score(RecurrentNetwork network, float[] theta) {
    network.setParameters(theta);
    StreamPlan plan = new StreamPlan(TEXT.tokens().length, 5, 5);
    return StreamScorer.score(network, TEXT.shards(plan).get(0), plan.windows(40), 40);
  }

  @Test
  void two_replicas_learn_a_text_that_can_be_foretold() {
    TrainingLoop.Result result = train(config(2, 12, OptimizerConfig.StatePolicy.AVERAGE));
    assertThat(events.validations.get(0).score().perplexity()).isGreaterThan(2.5);
    assertThat(result.best().orElseThrow().score().perplexity()).isLessThan(1.5);
    assertThat(result.tokens()).isEqualTo(12L * TEXT.tokens().length);
  }

  @Test
  void the_same_seed_gives_the_same_bits() {
    TrainConfig config = config(3, 2, OptimizerConfig.StatePolicy.AVERAGE);
    assertThat(train(config).parameters()).containsExactly(train(config).parameters());
  }

  @Test
  void resetting_the_moments_is_another_training_than_averaging_them() {
    assertThat(train(config(2, 1, OptimizerConfig.StatePolicy.RESET)).parameters())
        .isNotEqualTo(train(config(2, 1, OptimizerConfig.StatePolicy.AVERAGE)).parameters());
  }

  @Test
  void resetting_states_now_and_then_is_another_training_than_carrying_them_on() {
    assertThat(train(TrainConfigs.of("batch-size = 5, time-steps = 7, state-reset = 0.05")))
        .extracting(TrainingLoop.Result::parameters)
        .isNotEqualTo(
            train(TrainConfigs.of("batch-size = 5, time-steps = 7, state-reset = 0")).parameters());
  }

  @Test
  void the_parameters_of_the_best_epoch_are_kept() {
    float[] expected = {1};
    List<Double> nats = List.of(5.0, 3.0, 4.0);
    TrainConfig config = config(1, 3, OptimizerConfig.StatePolicy.AVERAGE);
    StreamPlan plan = new StreamPlan(20, 5, 5);
    RoundRunner adder =
        (start, states) ->
            new RoundOutcome(
                new float[] {start.parameters()[0] + 1},
                new float[0],
                List.of(new ReplicaReport(0, 20, 1, 1, 1, 0, 1, "here")),
                states);
    TrainingLoop.Result result =
        new TrainingLoop(
                config,
                plan,
                adder,
                Optional.of(theta -> new LanguageScore(1, nats.get((int) theta[0] - 2), 0, 0)),
                events)
            .run(expected);
    assertThat(result.parameters()).containsExactly(3f); // after the second epoch
    assertThat(events.validations).extracting(Validation::best).containsExactly(true, true, false);
    assertThat(events.rounds)
        .extracting(TrainListener.RoundEnd::tokens)
        .containsExactly(20L, 40L, 60L);
  }

  @Test
  void a_loss_that_is_no_number_stops_with_the_remedy() {
    RoundRunner broken =
        (start, states) ->
            new RoundOutcome(
                start.parameters(),
                new float[0],
                List.of(new ReplicaReport(0, 20, Double.NaN, 1, 1, 0, 1, "here")),
                states);
    assertThatThrownBy(
            () ->
                new TrainingLoop(
                        config(1, 1, OptimizerConfig.StatePolicy.AVERAGE),
                        new StreamPlan(20, 5, 5),
                        broken,
                        Optional.empty(),
                        events)
                    .run(new float[1]))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("learning-rate");
  }

  @Test
  void parameters_that_are_no_numbers_after_the_last_step_stop_too() {
    RoundRunner broken =
        (start, states) ->
            new RoundOutcome(
                new float[] {Float.NaN},
                new float[0],
                List.of(new ReplicaReport(0, 20, 1, 1, 1, 0, 1, "here")),
                states);
    assertThatThrownBy(
            () ->
                new TrainingLoop(
                        config(1, 1, OptimizerConfig.StatePolicy.AVERAGE),
                        new StreamPlan(20, 5, 5),
                        broken,
                        Optional.empty(),
                        events)
                    .run(new float[1]))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("diverged");
  }

  @Test
  void tokens_that_get_lost_are_noticed() {
    RoundRunner lossy =
        (start, states) ->
            new RoundOutcome(
                start.parameters(),
                new float[0],
                List.of(new ReplicaReport(0, 19, 1, 1, 1, 0, 1, "here")),
                states);
    assertThatThrownBy(
            () ->
                new TrainingLoop(
                        config(1, 1, OptimizerConfig.StatePolicy.AVERAGE),
                        new StreamPlan(20, 5, 5),
                        lossy,
                        Optional.empty(),
                        events)
                    .run(new float[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("19 tokens of 20");
  }
}
