package io.timestep.train;

import io.timestep.nn.SparseGradient;
import io.timestep.nn.kernel.Floats;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * ND4J's update rule over the flat parameter vector, with its state (moments) as one flat vector
 * beside it.
 */
final class Optimizer {
  private final IUpdater rule;
  private final GradientUpdater<?> updater;
  private final INDArray state; // null: the rule has none
  private INDArray update; // of the rule, [parameters]

  /**
   * @param state as an earlier {@link #state} returned it, [stateSize]; empty: zeros
   */
  Optimizer(OptimizerConfig config, int parameters, float[] state) {
    this.rule = rule(config);
    int size = stateSize(config, parameters);
    this.state = size == 0 ? null : Nd4j.zeros(1, size);
    if (size > 0 && state.length > 0) {
      this.state.assign(Nd4j.createFromArray(state).reshape(1, size));
    }
    this.updater = rule.instantiate(this.state, state.length == 0);
  }

  static int stateSize(OptimizerConfig config, int parameters) {
    return Math.toIntExact(rule(config).stateSize(parameters));
  }

  /**
   * One step: parameters minus the rule's update of the scaled gradient, in place. A rule without
   * state moves only what has a gradient; of the others every parameter moves in every step.
   *
   * @param gradient not modified
   * @param step steps the state has seen, from 0: the bias correction of Adam depends on it
   */
  void update(
      INDArray parameters, SparseGradient gradient, double scale, double learningRate, int step) {
    if (state == null) {
      descend(Floats.of(parameters), gradient, (float) scale, (float) learningRate);
      return;
    }
    if (update == null) {
      update = Nd4j.createUninitialized(DataType.FLOAT, parameters.length());
    }
    gradient.values().muli(scale, update);
    rule.setLrAndSchedule(learningRate, null);
    updater.applyUpdater(update, step, 0);
    parameters.subi(update);
  }

  /** Gradient descent; ND4J's rule would pass over all parameters. */
  private static void descend(Floats parameters, SparseGradient gradient, float scale, float rate) {
    float[] values = new float[gradient.longestSpan()];
    gradient.forEachSpan(
        (offset, slope, count) -> {
          parameters.read(offset, values, 0, count);
          for (int i = 0; i < count; i++) {
            values[i] -= slope[i] * scale * rate;
          }
          parameters.write(offset, values, 0, count);
        });
  }

  /** A copy of the moments, [stateSize]. */
  float[] state() {
    return state == null ? new float[0] : state.toFloatVector();
  }

  private static IUpdater rule(OptimizerConfig config) {
    double rate = config.learningRate();
    return switch (config.type()) {
      case SGD -> new Sgd(rate);
      case MOMENTUM -> new Nesterovs(rate, config.momentum());
      case ADAM -> new Adam(rate, config.beta1(), config.beta2(), config.epsilon());
      case RMSPROP -> new RmsProp(rate, config.beta2(), config.epsilon());
      case ADAGRAD -> new AdaGrad(rate, config.epsilon());
    };
  }
}
