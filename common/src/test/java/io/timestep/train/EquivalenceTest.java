package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.WindowLoss;
import io.timestep.sequence.StreamPlan;
import io.timestep.sequence.TokenStreams;
import org.junit.jupiter.api.Test;

/** Rounds of averaging against trainings that know neither rounds nor replicas. */
class EquivalenceTest {
  private static final String PLAIN_SGD =
      "state-reset = 0, clip.norm = 0, optimizer { type = sgd, learning-rate = 0.5 }, ";

  /** θ − rate · gradient. Processors differ in whether they round the product before the sum. */
  private enum Descent {
    ROUNDED_ONCE {
      @Override
      float step(float theta, float rate, float gradient) {
        return Math.fma(-rate, gradient, theta);
      }
    },
    ROUNDED_TWICE {
      @Override
      float step(float theta, float rate, float gradient) {
        return theta - rate * gradient;
      }
    };

    abstract float step(float theta, float rate, float gradient);
  }

  private static void step(RecurrentNetwork network, double rate, Descent descent) {
    float[] theta = network.copyParameters();
    float[] gradient = network.gradients().values().toFloatVector();
    for (int i = 0; i < theta.length; i++) {
      theta[i] = descent.step(theta[i], (float) rate, gradient[i]);
    }
    network.setParameters(theta);
  }

  private static float[] serialSgd(
      SmallText text, int batch, int timeSteps, int epochs, Descent descent) {
    StreamPlan plan = new StreamPlan(text.tokens().length, batch, batch);
    TokenStreams streams = text.shards(plan).get(0);
    try (RecurrentNetwork network = RecurrentNetwork.create(SmallText.MODEL, SmallText.V, 1)) {
      network.setParameters(SmallText.initial());
      for (int epoch = 0; epoch < epochs; epoch++) {
        network.clearState();
        for (int w = 0; w < plan.windows(timeSteps); w++) {
          WindowLoss loss = network.gradient(streams.window(w, timeSteps));
          step(network, 0.5 * (1.0 / loss.tokens()), descent);
        }
      }
      return network.copyParameters();
    }
  }

  @Test
  void one_replica_merged_after_each_step_is_serial_sgd_to_the_bit() {
    SmallText text = SmallText.ofLength(103);
    TrainConfig config =
        TrainConfigs.of(
            PLAIN_SGD
                + "replicas = 1, batch-size = 4, time-steps = 5, steps-per-round = 1, epochs = 2");
    float[] averaged = text.train(config, new Events());
    assertThat(Descent.values())
        .anySatisfy(
            descent -> assertThat(averaged).containsExactly(serialSgd(text, 4, 5, 2, descent)));
    assertThat(averaged).isNotEqualTo(SmallText.initial());
  }

  @Test
  void replicas_merged_after_each_step_are_sgd_on_the_large_batch_of_all() {
    SmallText text = SmallText.ofLength(122); // streams of 21 and 20 tokens
    Events events = new Events();
    TrainConfig config =
        TrainConfigs.of(
            PLAIN_SGD
                + "replicas = 3, batch-size = 2, time-steps = 5, steps-per-round = 1, epochs = 3");
    assertThat(text.train(config, events))
        .containsExactly(serialSgd(text, 6, 5, 3, Descent.ROUNDED_ONCE), within(1e-5f));
    // The last round of an epoch has one token of each stream of the first replica alone.
    TrainListener.RoundEnd last = events.rounds.get(4);
    assertThat(last.replicas()).extracting(ReplicaReport::tokens).containsExactly(2L, 0L, 0L);
    assertThat(last.gradientNorm()).isPositive().isEqualTo(last.replicas().get(0).gradientNorm());
  }

  @Test
  void unequal_shards_weigh_by_their_tokens() {
    // Streams of 18, 18, 18 and 17: the last replica's last window has 5 tokens, the first's 6.
    SmallText text = SmallText.ofLength(71);
    Events events = new Events();
    TrainConfig config =
        TrainConfigs.of(
            PLAIN_SGD
                + "replicas = 2, batch-size = 2, time-steps = 5, steps-per-round = 1, epochs = 3");
    assertThat(text.train(config, events))
        .containsExactly(serialSgd(text, 4, 5, 3, Descent.ROUNDED_ONCE), within(1e-5f));
    assertThat(events.rounds.get(3).replicas())
        .extracting(ReplicaReport::tokens)
        .containsExactly(6L, 5L);
  }

  @Test
  void merging_one_replica_changes_nothing_whatever_the_length_of_rounds() {
    SmallText text = SmallText.ofLength(103);
    String settings =
        "replicas = 1, batch-size = 4, time-steps = 5, epochs = 2, steps-per-round = ";
    assertThat(text.train(TrainConfigs.of(settings + 1), new Events()))
        .containsExactly(text.train(TrainConfigs.of(settings + 100), new Events()));
  }
}
