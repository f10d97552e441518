package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    optimizer.update(parameters, Nd4j.createFromArray(gradient), 0.1, step);
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
