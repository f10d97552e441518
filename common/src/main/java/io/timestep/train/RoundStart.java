package io.timestep.train;

import java.io.Serializable;

/**
 * What every replica starts a round from.
 *
 * @param round from 1
 * @param epoch from 1
 * @param firstWindow index of the round's first window in the epoch
 * @param windows steps of each replica in this round
 * @param firstStep steps each replica has taken before this round, over all epochs
 * @param rateScale what the schedule's learning rate is multiplied with
 * @param parameters θ, [parameters]
 * @param optimizerState moments of the optimizer, [state]; empty: zeros
 */
public record RoundStart(
    int round,
    int epoch,
    int firstWindow,
    int windows,
    long firstStep,
    double rateScale,
    float[] parameters,
    float[] optimizerState)
    implements Serializable {
  /** The same with other vectors. */
  public RoundStart withVectors(float[] otherParameters, float[] otherState) {
    return new RoundStart(
        round, epoch, firstWindow, windows, firstStep, rateScale, otherParameters, otherState);
  }
}
