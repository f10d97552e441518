package io.timestep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.timestep.metric.LanguageScore;
import io.timestep.sequence.TokenStreams;
import io.timestep.sequence.TokenWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrentNetworkTest {
  private static final int V = 11;

  private static ModelConfig model(ModelConfig.Cell cell) {
    return new ModelConfig(cell, 2, 5, 4, 0, ModelConfig.Softmax.FULL, List.of(), false);
  }

  private static TokenStreams streams(int batch, int length) {
    Random random = new Random(7);
    int[][] tokens = new int[batch][];
    for (int b = 0; b < batch; b++) {
      tokens[b] = random.ints(length - b, 0, V).toArray(); // of different lengths
    }
    return new TokenStreams(tokens, new int[batch], length);
  }

  private static double nats(RecurrentNetwork network, TokenWindow window) {
    network.clearState();
    return network.score(window).stream().mapToDouble(LanguageScore::nats).sum();
  }

  // the kinks of rnn-relu lie closer than steps that single precision allows; its kernel is checked
  // in double precision
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RNN_RELU")
  void gradient_agrees_with_finite_differences_of_the_scored_nats(ModelConfig.Cell cell) {
    try (RecurrentNetwork network = RecurrentNetwork.create(model(cell), V, 3)) {
      TokenWindow window = streams(3, 6).window(0, 6);
      network.clearState();
      network.gradient(window);
      float[] gradient = network.gradients().values().toFloatVector();
      float[] theta = network.copyParameters();
      double error = 0;
      double norm = 0;
      for (int i = 0; i < theta.length; i++) {
        double h = 1e-2;
        float[] moved = theta.clone();
        moved[i] = (float) (theta[i] + h);
        network.setParameters(moved);
        double above = nats(network, window);
        moved[i] = (float) (theta[i] - h);
        network.setParameters(moved);
        double below = nats(network, window);
        double difference = (above - below) / (2 * h) - gradient[i];
        error += difference * difference;
        norm += gradient[i] * gradient[i];
      }
      assertThat(Math.sqrt(error / norm)).isLessThan(2e-3); // single precision
    }
  }

  @Test
  void an_adaptive_softmax_trains_scores_and_reads_token_by_token_alike() {
    ModelConfig model =
        new ModelConfig(
            ModelConfig.Cell.LSTM, 1, 5, 4, 0, ModelConfig.Softmax.ADAPTIVE, List.of(3, 6), false);
    try (RecurrentNetwork network = RecurrentNetwork.create(model, V, 3)) {
      TokenWindow window = streams(1, 9).window(0, 9);
      double nats = nats(network, window);
      network.clearState();
      assertThat(network.gradient(window).nats()).isCloseTo(nats, within(1e-4));
      network.clearState();
      double byStep = 0;
      for (int t = 0; t < 9; t++) {
        byStep -= network.step(window.inputs()[t])[window.targets()[t]];
      }
      assertThat(byStep).isCloseTo(nats, within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void loss_while_training_is_the_scored_nats_and_skips_ended_streams(ModelConfig.Cell cell) {
    try (RecurrentNetwork network = RecurrentNetwork.create(model(cell), V, 3)) {
      TokenWindow window = streams(3, 6).window(0, 6);
      network.clearState();
      WindowLoss loss = network.gradient(window);
      assertThat(loss.tokens()).isEqualTo(6 + 5 + 4);
      assertThat(loss.nats()).isCloseTo(nats(network, window), within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void state_is_carried_so_that_the_window_length_does_not_change_the_score(ModelConfig.Cell cell) {
    try (RecurrentNetwork network = RecurrentNetwork.create(model(cell), V, 3)) {
      TokenStreams streams = streams(3, 12);
      LanguageScore whole = StreamScorer.score(network, streams, 1, 12);
      LanguageScore pieces = StreamScorer.score(network, streams, 4, 3);
      assertThat(pieces.nats()).isCloseTo(whole.nats(), within(1e-4));
      assertThat(pieces.tokens()).isEqualTo(whole.tokens());
    }
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void state_that_was_taken_and_set_again_goes_on_bit_for_bit(ModelConfig.Cell cell) {
    try (RecurrentNetwork network = RecurrentNetwork.create(model(cell), V, 3);
        RecurrentNetwork other = RecurrentNetwork.create(model(cell), V, 4)) {
      TokenStreams streams = streams(2, 8);
      network.gradient(streams.window(0, 4));
      other.setParameters(network.copyParameters());
      other.setState(network.state(), 2);
      assertThat(other.gradient(streams.window(1, 4)))
          .isEqualTo(network.gradient(streams.window(1, 4)));
      assertThat(other.gradients().values().toFloatVector())
          .isEqualTo(network.gradients().values().toFloatVector());
    }
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void streams_put_back_to_zero_start_anew_and_the_others_go_on(ModelConfig.Cell cell) {
    try (RecurrentNetwork network = RecurrentNetwork.create(model(cell), V, 3)) {
      TokenStreams streams = streams(3, 9);
      network.score(streams.window(0, 3));
      RecurrentState carried = network.state();
      List<LanguageScore> goingOn = network.score(streams.window(1, 3));
      network.clearState();
      List<LanguageScore> anew = network.score(streams.window(1, 3));
      network.setState(carried, 3);
      network.clearState(List.of(0, 2));
      assertThat(network.score(streams.window(1, 3)))
          .containsExactly(anew.get(0), goingOn.get(1), anew.get(2));
    }
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void reading_token_by_token_foretells_what_reading_a_window_does(ModelConfig.Cell cell) {
    try (RecurrentNetwork network = RecurrentNetwork.create(model(cell), V, 3)) {
      TokenWindow window = streams(1, 5).window(0, 5);
      double expected = nats(network, window);
      network.clearState();
      double nats = 0;
      for (int t = 0; t < 5; t++) {
        nats -= network.step(window.inputs()[t])[window.targets()[t]];
      }
      assertThat(nats).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void tied_weights_train_and_read_token_by_token_alike() {
    ModelConfig model =
        new ModelConfig(
            ModelConfig.Cell.GRU, 1, 5, 5, 0, ModelConfig.Softmax.FULL, List.of(), true);
    try (RecurrentNetwork network = RecurrentNetwork.create(model, V, 3)) {
      TokenWindow window = streams(1, 9).window(0, 9);
      double nats = nats(network, window);
      network.clearState();
      assertThat(network.gradient(window).nats()).isCloseTo(nats, within(1e-4));
      float[] first = network.gradients().values().toFloatVector();
      network.clearState();
      network.gradient(window);
      assertThat(network.gradients().values().toFloatVector()).containsExactly(first);
      assertThat(network.parameterTable()).doesNotContainKey("2_W");
      network.clearState();
      double byStep = 0;
      for (int t = 0; t < 9; t++) {
        byStep -= network.step(window.inputs()[t])[window.targets()[t]];
      }
      assertThat(byStep).isCloseTo(nats, within(1e-4));
    }
  }

  @Test
  void gradients_hold_nothing_of_the_window_before_and_say_which_rows_they_have() {
    TokenStreams streams = new TokenStreams(new int[][] {{3, 5, 3, 7, 8, 7, 2}}, new int[1], 7);
    try (RecurrentNetwork network = RecurrentNetwork.create(model(ModelConfig.Cell.GRU), V, 3);
        RecurrentNetwork fresh = RecurrentNetwork.create(model(ModelConfig.Cell.GRU), V, 3)) {
      network.gradient(streams.window(0, 3));
      network.clearState();
      network.gradient(streams.window(1, 3)); // other tokens
      fresh.gradient(streams.window(1, 3));
      float[] expected = fresh.gradients().values().toFloatVector();
      assertThat(network.gradients().values().toFloatVector()).containsExactly(expected);

      float[] seen = new float[expected.length];
      List<Integer> rows = new ArrayList<>();
      network
          .gradients()
          .forEachSpan(
              (offset, values, count) -> {
                System.arraycopy(values, 0, seen, offset, count);
                if (offset < V * 4) {
                  rows.add(offset / 4);
                }
              });
      assertThat(seen).containsExactly(expected);
      assertThat(rows).containsExactly(3, 7, 8);
      double squares = 0;
      for (float g : expected) {
        squares += (double) g * g;
      }
      assertThat(network.gradients().norm()).isCloseTo(Math.sqrt(squares), withinPercentage(1e-4));
    }
  }

  @Test
  void a_window_knows_nothing_of_the_targets_that_one_before_it_lacked() {
    TokenStreams streams = streams(3, 8); // of 8, 7 and 6 tokens
    try (RecurrentNetwork used = RecurrentNetwork.create(model(ModelConfig.Cell.LSTM), V, 3);
        RecurrentNetwork fresh = RecurrentNetwork.create(model(ModelConfig.Cell.LSTM), V, 3)) {
      TokenWindow lacking = streams.window(1, 4);
      TokenWindow full = streams.window(0, 4);
      assertThat(lacking.tokens()).isLessThan(full.tokens());
      used.gradient(lacking);
      used.clearState();
      assertThat(used.gradient(full)).isEqualTo(fresh.gradient(full));
      assertThat(used.gradients().values().toFloatVector())
          .containsExactly(fresh.gradients().values().toFloatVector());
    }
  }

  @Test
  void equal_seeds_give_equal_weights_and_other_seeds_others() {
    ModelConfig model = model(ModelConfig.Cell.LSTM);
    try (RecurrentNetwork a = RecurrentNetwork.create(model, V, 3);
        RecurrentNetwork b = RecurrentNetwork.create(model, V, 3);
        RecurrentNetwork c = RecurrentNetwork.create(model, V, 4)) {
      assertThat(a.copyParameters()).isEqualTo(b.copyParameters());
      assertThat(a.copyParameters()).isNotEqualTo(c.copyParameters());
    }
  }
}
