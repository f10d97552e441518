package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * The step a replica takes along its clipped gradient ({@code train.optimizer.*}).
 *
 * @param type rule of the step
 * @param learningRate peak rate, before the schedule
 * @param momentum of {@code momentum}
 * @param beta1 decay of the first moment, of {@code adam} and {@code adamw}
 * @param beta2 decay of the second moment, of {@code adam}, {@code adamw} and {@code rmsprop}
 * @param epsilon added to the denominator, of all but {@code sgd} and {@code momentum}
 * @param weightDecay part of each parameter that a step at rate 1 takes away, of all rules;
 *     decoupled from the gradient (Loshchilov & Hutter 2019)
 * @param state what becomes of the optimizer's moments when replicas are merged
 */
public record OptimizerConfig(
    Type type,
    double learningRate,
    double momentum,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    StatePolicy state)
    implements Serializable {

  /** Rule of the step. */
  public enum Type {
    SGD,
    /** SGD with Nesterov's momentum. */
    MOMENTUM,
    /** Kingma & Ba (2015), epsilon beside the uncorrected second moment as in ND4J. */
    ADAM,
    /** Loshchilov & Hutter (2019), epsilon beside the corrected second moment. */
    ADAMW,
    RMSPROP,
    ADAGRAD
  }

  /** What becomes of the optimizer's moments when replicas are merged. */
  public enum StatePolicy {
    /** Averaged as the parameters are, and the step count goes on. */
    AVERAGE,
    /** Zeroed at the start of each round, the step count with them. */
    RESET
  }

  public OptimizerConfig {
    new Checks("train.optimizer")
        .positive("learning-rate", learningRate)
        .inRange("momentum", momentum, 0, 1)
        .inRange("beta1", beta1, 0, 1)
        .inRange("beta2", beta2, 0, 1)
        .positive("epsilon", epsilon)
        .notNegative("weight-decay", weightDecay)
        .throwIfAny();
  }

  /** A step without weight decay. */
  public OptimizerConfig(
      Type type,
      double learningRate,
      double momentum,
      double beta1,
      double beta2,
      double epsilon,
      StatePolicy state) {
    this(type, learningRate, momentum, beta1, beta2, epsilon, 0, state);
  }
}
