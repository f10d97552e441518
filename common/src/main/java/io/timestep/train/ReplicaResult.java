package io.timestep.train;

import io.timestep.nn.RecurrentState;
import java.io.Serializable;

/**
 * A replica at the end of a round.
 *
 * @param parameters θ', [parameters]
 * @param optimizerState its moments, [state]; empty where they are reset
 * @param state hidden state of its streams, carried to the next round
 */
public record ReplicaResult(
    ReplicaReport report, float[] parameters, float[] optimizerState, RecurrentState state)
    implements Serializable {}
