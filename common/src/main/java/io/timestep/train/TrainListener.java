package io.timestep.train;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Hears of training as it goes: a progress bar, a history file, a test. */
public interface TrainListener {
  /**
   * The replicas were merged.
   *
   * @param round from 1
   * @param epoch from 1
   * @param step steps each replica has taken so far
   * @param steps of each replica in this round
   * @param totalSteps steps each replica will have taken at the end
   * @param tokens trained on so far, all replicas and epochs
   * @param learningRate of the round's last step
   * @param seconds of the round, merge and what was rolled back included
   * @param merge what merging showed and cost
   */
  record RoundEnd(
      int round,
      int epoch,
      long step,
      int steps,
      long totalSteps,
      long tokens,
      double learningRate,
      double seconds,
      MergeReport merge,
      List<ReplicaReport> replicas) {
    public RoundEnd {
      replicas = List.copyOf(replicas);
    }

    /** exp of the mean nats of the round's tokens, each before the step that learns from it. */
    public double trainPerplexity() {
      return Math.exp(nats() / roundTokens());
    }

    /** Σ -ln p of the round's tokens. */
    public double nats() {
      return replicas.stream().mapToDouble(ReplicaReport::nats).sum();
    }

    /** Trained on in this round alone, all replicas. */
    public long roundTokens() {
      return replicas.stream().mapToLong(ReplicaReport::tokens).sum();
    }

    /**
     * Mean of the gradients' norms before clipping, over all replicas' steps that had tokens; NaN
     * if a replica did not measure it.
     */
    public double gradientNorm() {
      return meanOverSteps(replica -> replica.gradientNorm() * replica.steps());
    }

    /**
     * Of all replicas' steps that had tokens, the share whose gradient was bounded; NaN if a
     * replica did not measure it.
     */
    public double clippedShare() {
      return meanOverSteps(ReplicaReport::clippedSteps);
    }

    /**
     * A mean over steps: where some replicas' streams have ended before those of others, not a mean
     * over replicas.
     *
     * @param sum of a replica's steps
     */
    private double meanOverSteps(ToDoubleFunction<ReplicaReport> sum) {
      if (replicas.stream().anyMatch(replica -> replica.steps() == null)) {
        return Double.NaN;
      }
      int counted = replicas.stream().mapToInt(ReplicaReport::steps).sum();
      return counted == 0 ? 0 : replicas.stream().mapToDouble(sum).sum() / counted;
    }

    /** {@link Spread#distance}. */
    public double divergence() {
      return merge.spread().distance(roundTokens());
    }

    /** {@link Spread#relativeDistance}. */
    public double relativeDivergence() {
      return merge.spread().relativeDistance(roundTokens());
    }

    /** Of the slowest replica; NaN if one was not measured. */
    public double computeSeconds() {
      return replicas.stream().mapToDouble(ReplicaReport::seconds).max().orElse(0);
    }

    /**
     * Of a replica, in the mean; NaN if one was not measured. The others waited for the slowest.
     */
    public double replicaSeconds() {
      return replicas.stream().mapToDouble(ReplicaReport::seconds).average().orElse(0);
    }

    /**
     * What is left of the round: copies of the vectors, shuffle, mean, scheduling, replicas that
     * waited for a core, rounds that were rolled back. NaN if compute or broadcast was not
     * measured.
     */
    public double mergeSeconds() {
      return Math.max(0, seconds - computeSeconds() - merge.broadcastSeconds());
    }
  }

  /** One that hands everything on to others, in their order. */
  static TrainListener all(List<TrainListener> listeners) {
    List<TrainListener> copy = List.copyOf(listeners);
    return new TrainListener() {
      @Override
      public void onRound(RoundEnd event) {
        copy.forEach(listener -> listener.onRound(event));
      }

      @Override
      public void onValidation(Validation event) {
        copy.forEach(listener -> listener.onValidation(event));
      }

      @Override
      public void onRateChange(RateChange event) {
        copy.forEach(listener -> listener.onRateChange(event));
      }

      @Override
      public void onEarlyStop(EarlyStop event) {
        copy.forEach(listener -> listener.onEarlyStop(event));
      }

      @Override
      public void onState(TrainState state) {
        copy.forEach(listener -> listener.onState(state));
      }
    };
  }

  /**
   * The learning rate is another from here on than the schedule has it.
   *
   * @param epoch of the next round
   * @param round the next one; after a divergence the one that is run again
   * @param rateScale what the schedule's learning rate is multiplied with from this round on
   */
  record RateChange(Cause cause, int epoch, int round, double rateScale) {
    /** Why the learning rate was changed. */
    public enum Cause {
      /** Loss, parameters or moments were no numbers any more after the round. */
      DIVERGENCE,
      /** Validation had not become better for some epochs. */
      PLATEAU
    }
  }

  /**
   * Training ends for validation does not become better, before its last epoch or just with it.
   *
   * @param epoch the last one
   * @param round the last one
   * @param bestEpoch the one whose parameters are kept
   */
  record EarlyStop(int epoch, int round, int bestEpoch) {}

  void onRound(RoundEnd event);

  void onValidation(Validation event);

  default void onRateChange(RateChange event) {}

  default void onEarlyStop(EarlyStop event) {}

  /**
   * Training stands between two rounds; after a validation, if the round ended an epoch.
   *
   * @param state all that is needed to go on from here
   */
  default void onState(TrainState state) {}
}
