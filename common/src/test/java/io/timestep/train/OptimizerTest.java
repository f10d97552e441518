package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.SparseGradient;
import io.timestep.sequence.TokenStreams;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OptimizerTest {
  private static final float[] START = {1, -2, 3};
  private static final float[] FIRST = {0.5f, -0.25f, 0};
  private static final float[] SECOND = {0.25f, 0.5f, -1};

  private static OptimizerConfig config(OptimizerConfig.Type type) {
    return new OptimizerConfig(
        type, 0.1, 0.9, 0.9, 0.99, 1e-8, OptimizerConfig.StatePolicy.AVERAGE);
  }

  private static float[] step(Optimizer optimizer, float[] theta, float[] gradient, int step) {
    INDArray parameters = Nd4j.createFromArray(theta);
    float[] doubled = {2 * gradient[0], 2 * gradient[1], 2 * gradient[2]};
    INDArray given = Nd4j.createFromArray(doubled);
    optimizer.update(parameters, SparseGradient.dense(given), 0.5, 0.1, step);
    assertThat(given.toFloatVector()).as("not modified").containsExactly(doubled);
    return parameters.toFloatVector();
  }

  private static float[] twoSteps(OptimizerConfig.Type type) {
    Optimizer optimizer = new Optimizer(config(type), 3, new float[0]);
    return step(optimizer, step(optimizer, START, FIRST, 0), SECOND, 1);
  }

  @ParameterizedTest
  @EnumSource(OptimizerConfig.Type.class)
  void state_that_was_taken_and_given_again_goes_on_bit_for_bit(OptimizerConfig.Type type) {
    Optimizer before = new Optimizer(config(type), 3, new float[0]);
    float[] theta = step(before, START, FIRST, 0);
    Optimizer after = new Optimizer(config(type), 3, before.state());
    assertThat(step(after, theta, SECOND, 1)).containsExactly(twoSteps(type));
  }

  @Test
  void sgd_subtracts_rate_times_gradient() {
    assertThat(twoSteps(OptimizerConfig.Type.SGD))
        .containsExactly(new float[] {1 - 0.075f, -2 - 0.025f, 3 + 0.1f}, within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(OptimizerConfig.Type.class)
  void rows_without_a_gradient_move_as_if_it_were_written_out(OptimizerConfig.Type type) {
    ModelConfig model =
        new ModelConfig(
            ModelConfig.Cell.RNN, 1, 3, 4, 0, ModelConfig.Softmax.FULL, List.of(), false);
    TokenStreams text = new TokenStreams(new int[][] {{3, 5, 3, 7, 8, 7, 2}}, new int[1], 7);
    try (RecurrentNetwork network = RecurrentNetwork.create(model, 11, 1)) {
      INDArray sparse = network.parameters().dup();
      INDArray dense = sparse.dup();
      int size = network.parameterCount();
      Optimizer one = new Optimizer(config(type), size, new float[0]);
      Optimizer other = new Optimizer(config(type), size, new float[0]);
      for (int step = 0; step < 2; step++) {
        network.gradient(text.window(step, 3));
        INDArray values = network.gradients().values().dup();
        one.update(sparse, network.gradients(), 0.5, 0.1, step);
        other.update(dense, SparseGradient.dense(values), 0.5, 0.1, step);
        assertThat(sparse.toFloatVector()).containsExactly(dense.toFloatVector());
      }
      assertThat(sparse.toFloatVector()).isNotEqualTo(network.copyParameters());
    }
  }

  @Test
  void adam_takes_the_bias_corrected_step_of_its_paper() {
    float[] theta = twoSteps(OptimizerConfig.Type.ADAM);
    for (int i = 0; i < 3; i++) {
      double m = 0;
      double v = 0;
      double expected = START[i];
      float[] gradients = {FIRST[i], SECOND[i]};
      for (int t = 1; t <= 2; t++) { // Kingma & Ba (2015), algorithm 1
        double g = gradients[t - 1];
        m = 0.9 * m + 0.1 * g;
        v = 0.99 * v + 0.01 * g * g;
        expected -=
            0.1 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.99, t))) + 1e-8);
      }
      assertThat((double) theta[i]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void rmsprop_and_adagrad_divide_by_the_root_of_past_squares() {
    for (OptimizerConfig.Type type :
        new OptimizerConfig.Type[] {OptimizerConfig.Type.RMSPROP, OptimizerConfig.Type.ADAGRAD}) {
      double decay = type == OptimizerConfig.Type.RMSPROP ? 0.99 : 1;
      double gain = type == OptimizerConfig.Type.RMSPROP ? 0.01 : 1;
      double squares = 0;
      double expected = START[1];
      for (double g : new double[] {FIRST[1], SECOND[1]}) {
        squares = decay * squares + gain * g * g;
        expected -= 0.1 * g / Math.sqrt(squares);
      }
      assertThat((double) twoSteps(type)[1]).as(type.name()).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void momentum_looks_ahead_as_nesterovs_does() {
    double velocity = 0;
    double expected = START[1];
    for (double g : new double[] {FIRST[1], SECOND[1]}) { // Bengio et al. (2013), eq. 7
      double before = velocity;
      velocity = 0.9 * velocity - 0.1 * g;
      expected += -0.9 * before + 1.9 * velocity;
    }
    assertThat((double) twoSteps(OptimizerConfig.Type.MOMENTUM)[1])
        .isCloseTo(expected, within(1e-5));
  }
}
