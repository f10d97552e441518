package io.timestep.train;

import java.io.Serializable;

/**
 * How the driver moves the parameters by what the replicas learned. Pure: nothing but its arguments
 * goes in, nothing given is changed, so a round that is run again ends the same.
 */
public interface OuterRule extends Serializable {
  /** Before the first round. */
  OuterState begin(float[] parameters);

  /**
   * What the replicas of the next round start from: the parameters themselves, or a look-ahead.
   *
   * @return [parameters], not to be changed
   */
  float[] start(OuterState state);

  /**
   * The state after a round.
   *
   * @param mean of the replicas' parameters, weighed by their tokens, [parameters]: Σ nᵢ θ'ᵢ / Σ nᵢ
   * @param innerRate the replicas' learning rate in the round's last step
   */
  OuterState next(OuterState state, float[] mean, double innerRate);
}
