package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * Bounds on the gradient ({@code train.clip.*}).
 *
 * @param norm the gradient of the mean nats of a token is scaled down to this global L2 norm
 *     (Pascanu et al. 2013); 0: never
 */
public record ClipConfig(double norm) implements Serializable {
  public ClipConfig {
    new Checks("train.clip").notNegative("norm", norm).throwIfAny();
  }
}
