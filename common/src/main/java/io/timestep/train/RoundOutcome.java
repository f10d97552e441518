package io.timestep.train;

import io.timestep.nn.RecurrentState;
import java.util.List;

/**
 * What the replicas of a round learned.
 *
 * @param mean of their parameters, weighed by their tokens, [parameters]
 * @param optimizerState mean of their moments, [state]; empty where moments are reset
 * @param reports in replica order
 * @param states of the replicas' streams, in replica order
 * @param merge what merging showed and cost
 */
public record RoundOutcome(
    float[] mean,
    float[] optimizerState,
    List<ReplicaReport> reports,
    List<RecurrentState> states,
    MergeReport merge) {
  public RoundOutcome {
    reports = List.copyOf(reports);
    states = List.copyOf(states);
  }

  /** An outcome without measurements. */
  public RoundOutcome(
      float[] mean,
      float[] optimizerState,
      List<ReplicaReport> reports,
      List<RecurrentState> states) {
    this(mean, optimizerState, reports, states, MergeReport.NONE);
  }

  public long tokens() {
    return reports.stream().mapToLong(ReplicaReport::tokens).sum();
  }

  public double nats() {
    return reports.stream().mapToDouble(ReplicaReport::nats).sum();
  }
}
