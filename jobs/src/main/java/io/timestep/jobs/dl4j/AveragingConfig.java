package io.timestep.jobs.dl4j;

import io.timestep.config.Checks;
import io.timestep.train.OptimizerConfig.StatePolicy;
import io.timestep.train.OuterRule;
import java.io.Serializable;
import java.util.Objects;

/**
 * How {@link AveragingTrainingMaster} trains.
 *
 * @param replicas models trained side by side and merged (N); part of the result, not of the
 *     cluster
 * @param batchSize examples in a minibatch: elements of the RDD are put together or divided, in
 *     their order, to give so many; 0: each element is one minibatch
 * @param stepsPerRound minibatches of each replica between two merges (K)
 * @param outer how the merged parameters move the model
 * @param state what becomes of the updater's state at a merge
 * @param weights what a replica weighs in the mean
 */
public record AveragingConfig(
    int replicas,
    int batchSize,
    int stepsPerRound,
    OuterRule outer,
    StatePolicy state,
    Weights weights)
    implements Serializable {

  /** What a replica weighs in the mean of a round. */
  public enum Weights {
    /**
     * The examples it trained on. DL4J's loss is a mean over examples, so that with K = 1 and plain
     * gradient descent the round is one step on all replicas' minibatches together.
     */
    EXAMPLES,
    /**
     * The labelled time steps it trained on: those that the labels' mask (without one, the
     * features') leaves; an example without time steps counts once.
     */
    TIME_STEPS
  }

  public AveragingConfig {
    Objects.requireNonNull(outer, "outer");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(weights, "weights");
    new Checks("averaging")
        .atLeast("replicas", replicas, 1)
        .atLeast("batch-size", batchSize, 0)
        .atLeast("steps-per-round", stepsPerRound, 1)
        .throwIfAny();
  }
}
