package io.timestep.train;

import java.util.List;

/** Hears of training as it goes: a progress bar, a history file, a test. */
public interface TrainListener {
  /**
   * The replicas were merged.
   *
   * @param round from 1
   * @param epoch from 1
   * @param step steps each replica has taken so far
   * @param totalSteps steps each replica will have taken at the end
   * @param tokens trained on so far, all replicas and epochs
   * @param learningRate of the round's last step
   * @param seconds of the round, merge included
   */
  record RoundEnd(
      int round,
      int epoch,
      long step,
      long totalSteps,
      long tokens,
      double learningRate,
      double seconds,
      List<ReplicaReport> replicas) {
    public RoundEnd {
      replicas = List.copyOf(replicas);
    }

    /** exp of the mean nats of the round's tokens, each before the step that learns from it. */
    public double trainPerplexity() {
      double nats = replicas.stream().mapToDouble(ReplicaReport::nats).sum();
      return Math.exp(nats / replicas.stream().mapToLong(ReplicaReport::tokens).sum());
    }
  }

  void onRound(RoundEnd event);

  void onValidation(Validation event);

  /**
   * Training stands between two rounds; after a validation, if the round ended an epoch.
   *
   * @param state all that is needed to go on from here
   */
  default void onState(TrainState state) {}
}
