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
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a step of training makes outside the heap when it has found its buffers: of kernels nothing,
 * and of ND4J's buffers those that DL4J wraps each step's views and workspaces in.
 */
class StepAllocationTest {
  private static final int V = 40;
  private static final int WARM_UP = 10;

  /** DL4J's descriptions of shapes; the smallest buffer of a kernel is 5 kB here. */
  private static final long DESCRIPTIONS = 2_000;

  /**
   * The most that any of the models needs, nine of them views of views; windows made anew would be
   * six more.
   */
  private static final long BUFFERS = 54;

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

  /** ND4J numbers all that it frees later: each number that is passed over was a buffer. */
  private static long numbered() {
    return Nd4j.getDeallocatorService().nextValue();
  }

  @ParameterizedTest
  @MethodSource("models")
  void kernels_make_nothing_and_no_window_or_state_or_mask_is_made_anew(ModelConfig model) {
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
        long bytes = Pointer.totalBytes();
        long buffers = numbered();
        TokenWindow window = streams.window(step, 40);
        network.clearState(step % 3 == 0 ? List.of(1) : List.of());
        network.gradient(window);
        double scale = clip.apply(network, window.tokens()).scale();
        optimizer.update(network.parameters(), network.gradients(), scale, 0.1, step);
        if (step >= WARM_UP) { // before: buffers are made, and adaptive clusters' rows vary
          assertThat(Pointer.totalBytes() - bytes).isLessThan(DESCRIPTIONS);
          assertThat(numbered() - buffers - 1).isLessThanOrEqualTo(BUFFERS);
        }
      }
    }
  }
}
