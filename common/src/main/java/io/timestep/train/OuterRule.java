package io.timestep.train;

import java.io.Serializable;

/**
 * How the driver moves the parameters by what the replicas learned: one pure step over a chunk of
 * the vector, so that chunks can be merged on different machines.
 */
public interface OuterRule extends Serializable {
  /** Plain parameter averaging: θ − g. */
  OuterRule AVERAGE = (theta, delta) -> theta - delta;

  /**
   * The next value of one parameter.
   *
   * @param theta its value at the start of the round
   * @param delta g = Σ nᵢ (θ − θ'ᵢ) / Σ nᵢ, how far the replicas moved, weighed by their tokens
   */
  double next(double theta, double delta);
}
