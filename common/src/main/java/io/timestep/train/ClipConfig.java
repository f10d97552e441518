package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * Bounds on the gradient ({@code train.clip.*}).
 *
 * @param norm the gradient of the mean nats of a token is scaled down to this global L2 norm
 *     (Pascanu et al. 2013); 0: never
 * @param value before that, each element of it is brought between this and its negative; 0: never
 * @param layerNorm after the elements and before the whole, each layer's gradient is scaled down to
 *     this L2 norm; 0: never
 */
public record ClipConfig(double norm, double value, double layerNorm) implements Serializable {
  public ClipConfig {
    new Checks("train.clip")
        .notNegative("norm", norm)
        .notNegative("value", value)
        .notNegative("layer-norm", layerNorm)
        .throwIfAny();
  }

  /** By the global norm alone. */
  public ClipConfig(double norm) {
    this(norm, 0, 0);
  }
}
