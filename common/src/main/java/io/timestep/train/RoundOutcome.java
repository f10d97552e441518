package io.timestep.train;

import io.timestep.nn.RecurrentState;
import java.util.List;

/**
 * The merged result of a round.
 *
 * @param parameters θ of the next round, [parameters]
 * @param optimizerState merged moments, [state]
 * @param reports in replica order
 * @param states of the replicas' streams, in replica order
 */
public record RoundOutcome(
    float[] parameters,
    float[] optimizerState,
    List<ReplicaReport> reports,
    List<RecurrentState> states) {
  public RoundOutcome {
    reports = List.copyOf(reports);
    states = List.copyOf(states);
  }

  public long tokens() {
    return reports.stream().mapToLong(ReplicaReport::tokens).sum();
  }

  public double nats() {
    return reports.stream().mapToDouble(ReplicaReport::nats).sum();
  }
}
