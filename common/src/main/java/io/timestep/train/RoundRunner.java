package io.timestep.train;

import io.timestep.nn.RecurrentState;
import java.util.List;

/** Runs the replicas of a round somewhere and takes their mean. */
public interface RoundRunner {
  /**
   * Runs one round.
   *
   * @param states of the replicas' streams, [replicas]; the zero state at the start of an epoch
   */
  RoundOutcome run(RoundStart start, List<RecurrentState> states);
}
