package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.SparseGradient;
import io.timestep.train.OptimizerConfig.StatePolicy;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The rules against ND4J's, and against their papers' equations in double precision. */
class UpdateRuleTest {
  private static final int PARAMETERS = 2_500; // blocks, the last in part
  private static final int STEPS = 50;
  private static final double SCALE = 0.5;

  private final Random random = new Random(4);

  private static OptimizerConfig config(OptimizerConfig.Type type, double epsilon, double decay) {
    return new OptimizerConfig(type, 0.01, 0.9, 0.9, 0.99, epsilon, decay, StatePolicy.AVERAGE);
  }

  private static IUpdater ofNd4j(OptimizerConfig.Type type) {
    return switch (type) {
      case SGD -> new Sgd();
      case MOMENTUM -> new Nesterovs(0.01, 0.9);
      case ADAM -> new Adam(0.01, 0.9, 0.99, 1e-8);
      case RMSPROP -> new RmsProp(0.01, 0.99, 1e-8);
      case ADAGRAD -> new AdaGrad(0.01, 1e-8);
      case ADAMW -> throw new IllegalArgumentException("ND4J has none");
    };
  }

  private static double rate(int step) {
    return 0.01 / (1 + step % 7);
  }

  private float[] normals(int n, double deviation) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** A gradient of which a third is 0, now these and now others. */
  private float[] gradient(int step) {
    float[] gradient = normals(PARAMETERS, Math.pow(10, step % 5 - 4));
    for (int i = step % 3; i < PARAMETERS; i += 3) {
      gradient[i] = 0;
    }
    return gradient;
  }

  private static void step(
      Optimizer optimizer, INDArray parameters, float[] gradient, double rate, int step) {
    SparseGradient given = SparseGradient.dense(Nd4j.createFromArray(gradient));
    optimizer.update(parameters, given, SCALE, rate, step);
  }

  private static double relativeError(float[] actual, float[] expected) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(error / norm);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADAMW")
  void parameters_and_moments_are_those_of_nd4j(OptimizerConfig.Type type) {
    INDArray parameters = Nd4j.createFromArray(normals(PARAMETERS, 0.1));
    INDArray expected = parameters.dup();
    Optimizer optimizer = new Optimizer(config(type, 1e-8, 0), PARAMETERS, new float[0]);
    IUpdater rule = ofNd4j(type);
    long size = rule.stateSize(PARAMETERS);
    INDArray moments = size == 0 ? null : Nd4j.zeros(1, size);
    GradientUpdater<?> updater = rule.instantiate(moments, true);
    for (int i = 0; i < STEPS; i++) {
      float[] gradient = gradient(i);
      step(optimizer, parameters, gradient, rate(i), i);
      INDArray update = Nd4j.createFromArray(gradient).muli(SCALE);
      rule.setLrAndSchedule(rate(i), null);
      updater.applyUpdater(update, i, 0);
      expected.subi(update);
    }
    assertThat(relativeError(parameters.toFloatVector(), expected.toFloatVector()))
        .isLessThan(1e-6);
    assertThat(optimizer.state()).hasSize((int) size);
    if (moments != null) {
      assertThat(relativeError(optimizer.state(), moments.toFloatVector())).isLessThan(1e-6);
    }
  }

  @Test
  void adamw_is_algorithm_2_of_its_paper() {
    double epsilon = 1e-3; // large, so that its place shows
    double decay = 0.3;
    float[] start = normals(PARAMETERS, 0.1);
    INDArray parameters = Nd4j.createFromArray(start);
    Optimizer optimizer =
        new Optimizer(config(OptimizerConfig.Type.ADAMW, epsilon, decay), PARAMETERS, new float[0]);
    double[] theta = new double[PARAMETERS];
    Arrays.setAll(theta, i -> start[i]);
    double[] m = new double[PARAMETERS];
    double[] v = new double[PARAMETERS];
    for (int t = 1; t <= STEPS; t++) {
      float[] gradient = gradient(t);
      double eta = rate(t);
      step(optimizer, parameters, gradient, eta, t - 1);
      for (int i = 0; i < PARAMETERS; i++) { // Loshchilov & Hutter (2019), algorithm 2
        double g = gradient[i] * SCALE;
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.99 * v[i] + 0.01 * g * g;
        double corrected1 = m[i] / (1 - Math.pow(0.9, t));
        double corrected2 = v[i] / (1 - Math.pow(0.99, t));
        theta[i] -= eta * (corrected1 / (Math.sqrt(corrected2) + epsilon) + decay * theta[i]);
      }
    }
    float[] expected = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      expected[i] = (float) theta[i];
    }
    assertThat(relativeError(parameters.toFloatVector(), expected)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource(OptimizerConfig.Type.class)
  void weight_decay_takes_its_part_of_every_parameter_and_leaves_the_moments(
      OptimizerConfig.Type type) {
    float[] start = normals(PARAMETERS, 0.1);
    float[] gradient = gradient(0);
    INDArray plain = Nd4j.createFromArray(start);
    INDArray decayed = Nd4j.createFromArray(start);
    Optimizer without = new Optimizer(config(type, 1e-8, 0), PARAMETERS, new float[0]);
    Optimizer with = new Optimizer(config(type, 1e-8, 0.2), PARAMETERS, new float[0]);
    step(without, plain, gradient, 0.05, 0);
    step(with, decayed, gradient, 0.05, 0);
    for (int i = 0; i < PARAMETERS; i++) {
      assertThat(decayed.getDouble(i))
          .isCloseTo(plain.getDouble(i) - 0.05 * 0.2 * start[i], within(1e-7));
    }
    assertThat(with.state()).containsExactly(without.state());
  }

  @ParameterizedTest
  @EnumSource(names = {"MOMENTUM", "ADAM", "ADAMW", "RMSPROP"})
  void moments_without_gradients_fade_and_never_become_subnormal(OptimizerConfig.Type type) {
    int steps = 12_000; // 0.99^12000 = 4e-53
    float[] gradient = {1e-3f, -1, 30};
    INDArray parameters = Nd4j.createFromArray(0.1f, 0.2f, -0.3f);
    Optimizer optimizer = new Optimizer(config(type, 1e-8, 0), 3, new float[0]);
    step(optimizer, parameters, gradient, 0.01, 0);
    SparseGradient none = SparseGradient.dense(Nd4j.createFromArray(new float[3]));
    for (int i = 1; i < steps; i++) {
      optimizer.update(parameters, none, SCALE, 0.01, i);
    }
    for (float kept : optimizer.state()) {
      assertThat(Math.abs(kept)).isLessThan(1e-26f);
      assertThat(kept == 0 || Math.abs(kept) > 100 * Float.MIN_NORMAL).as("%s", kept).isTrue();
    }
    float[] before = parameters.toFloatVector();
    optimizer.update(parameters, none, SCALE, 0.01, steps);
    assertThat(parameters.toFloatVector()).containsExactly(before);
  }
}
