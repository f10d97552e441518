package io.timestep.train;

import java.io.Serializable;

/**
 * What an {@link OuterRule} keeps from round to round.
 *
 * @param parameters θ: where the replicas' mean has brought the model, [parameters]
 * @param momentum of the rule, [parameters]; empty for one without
 */
public record OuterState(float[] parameters, float[] momentum) implements Serializable {
  /** Before the first round of a rule with momentum. */
  static OuterState atRest(float[] parameters) {
    return new OuterState(parameters, new float[parameters.length]);
  }
}
