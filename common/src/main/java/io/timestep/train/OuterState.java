package io.timestep.train;

import java.io.Serializable;

/**
 * What an {@link OuterRule} keeps from round to round.
 *
 * @param parameters θ: the model, as it is validated and saved, [parameters]
 * @param momentum of the rule, [parameters]; empty for one without
 */
public record OuterState(float[] parameters, float[] momentum) implements Serializable {}
