package io.timestep.jobs.dl4j;

import java.util.List;

/**
 * What a {@code fit} did.
 *
 * @param ledger what became of every DataSet
 * @param rounds in order
 */
public record FitReport(Ledger ledger, List<Round> rounds) {
  /**
   * The elements of the RDD: {@code read = trained + empty}.
   *
   * @param read DataSets in the RDD
   * @param trained DataSets trained on, each once
   * @param empty the remainder: DataSets without an example
   * @param examples in those trained on
   */
  public record Ledger(long read, long trained, long empty, long examples) {}

  /**
   * One round.
   *
   * @param round from 1
   * @param examples trained on, all replicas
   * @param score mean of DL4J's score over the round's examples, each scored before the step that
   *     learns from it
   */
  public record Round(int round, long examples, double score) {}

  public FitReport {
    rounds = List.copyOf(rounds);
  }

  /** Mean score over all examples of the fit; NaN without one. */
  public double score() {
    double sum = rounds.stream().mapToDouble(round -> round.score() * round.examples()).sum();
    return sum / rounds.stream().mapToLong(Round::examples).sum();
  }
}
