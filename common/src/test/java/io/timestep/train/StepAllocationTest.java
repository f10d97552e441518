package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.ModelConfig.DropoutMask;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.sequence.TokenStreams;
import io.timestep.sequence.TokenWindow;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of training that has found its buffers makes no others outside the heap. */
class StepAllocationTest {
  private static final int V = 40;
  private static final int WARM_UP = 10;

  /**
   * What DL4J makes in each step to describe its arrays, whatever their sizes: some 60 descriptions
   * of 16 bytes. The smallest buffer of a window here is larger.
   */
  private static final long DESCRIPTIONS = 2_000;

  static Stream<ModelConfig> models() {
    return Stream.of(
        model(ModelConfig.Cell.LSTM, 0, DropoutMask.STEP, Softmax.FULL, List.of(), false),
        model(ModelConfig.Cell.LSTM, 0.2, DropoutMask.STEP, Softmax.ADAPTIVE, List.of(5, 20), true),
        model(ModelConfig.Cell.GRU, 0.2, DropoutMask.SEQUENCE, Softmax.FULL, List.of(), true),
        model(ModelConfig.Cell.RNN, 0, DropoutMask.STEP, Softmax.ADAPTIVE, List.of(5), false));
  }

  private static ModelConfig model(
      ModelConfig.Cell cell,
      double dropout,
      DropoutMask mask,
      Softmax softmax,
      List<Integer> cutoffs,
      boolean tied) {
    return new ModelConfig(
        cell, 2, 16, 16, dropout, mask, dropout, dropout, softmax, cutoffs, tied);
  }

  @ParameterizedTest
  @MethodSource("models")
  void of_native_memory_there_is_none(ModelConfig model) {
    Random random = new Random(1);
    int[][] text = {random.ints(2000, 0, V).toArray(), random.ints(2000, 0, V).toArray()};
    TokenStreams streams = new TokenStreams(text, new int[2], 2000);
    try (RecurrentNetwork network = RecurrentNetwork.create(model, V, 1)) {
      GradientClip clip = new GradientClip(new ClipConfig(0, 0, 0.25));
      Optimizer optimizer =
          new Optimizer(
              new OptimizerConfig(
                  OptimizerConfig.Type.SGD,
                  1,
                  0.9,
                  0.9,
                  0.99,
                  1e-8,
                  OptimizerConfig.StatePolicy.AVERAGE),
              network.parameterCount(),
              new float[0]);
      for (int step = 0; step < 2 * WARM_UP; step++) {
        long before = Pointer.totalBytes();
        TokenWindow window = streams.window(step, 40);
        network.clearState(step % 3 == 0 ? List.of(1) : List.of());
        network.gradient(window);
        double scale = clip.apply(network, window.tokens()).scale();
        optimizer.update(network.parameters(), network.gradients(), scale, 0.1, step);
        if (step >= WARM_UP) { // before: buffers are made, and adaptive clusters' rows vary
          assertThat(Pointer.totalBytes() - before).isLessThan(DESCRIPTIONS);
        }
      }
    }
  }
}
