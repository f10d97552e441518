package io.timestep.train;

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
  private final INDArray state;

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
   * One step: parameters minus the rule's update, in place.
   *
   * @param gradients overwritten with the update
   * @param step steps the state has seen, from 0: the bias correction of Adam depends on it
   */
  void update(INDArray parameters, INDArray gradients, double learningRate, int step) {
    rule.setLrAndSchedule(learningRate, null);
    updater.applyUpdater(gradients, step, 0);
    parameters.subi(gradients);
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
