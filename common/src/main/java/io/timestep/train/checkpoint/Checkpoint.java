package io.timestep.train.checkpoint;

import io.timestep.train.TrainState;

/**
 * A training between two rounds, with all that is needed to end it as if it had never stopped.
 *
 * @param basis what has to be the same
 * @param state all that the rest depends on
 * @param history the events so far, a line of JSON each
 * @param trainSeconds spent in rounds so far
 */
public record Checkpoint(TrainBasis basis, TrainState state, String history, double trainSeconds) {}
