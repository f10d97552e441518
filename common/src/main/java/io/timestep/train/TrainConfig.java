package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * Training by rounds of parameter averaging ({@code train.*}).
 *
 * @param replicas models trained side by side and averaged; part of the result, not of the cluster
 * @param batchSize streams of text each replica reads at once (B)
 * @param timeSteps tokens of each stream in a step (T), the length of truncated backpropagation
 * @param stepsPerRound steps each replica takes between two merges (K)
 * @param epochs passes over the training text
 * @param stateReset probability that a stream's hidden state is put back to zero before a step: the
 *     model learns to start from nothing, as it must when it scores or writes a new text. Without
 *     it, state is carried through a whole epoch and the zero state becomes a place the weights
 *     were never trained for
 * @param seed of initial weights, dropout and state resets
 */
public record TrainConfig(
    int replicas,
    int batchSize,
    int timeSteps,
    int stepsPerRound,
    int epochs,
    double stateReset,
    long seed,
    OptimizerConfig optimizer,
    ClipConfig clip,
    ScheduleConfig schedule)
    implements Serializable {
  /** Beyond these a typing error is likelier than a machine that can do it. */
  public static final int MAX_REPLICAS = 10_000;

  public static final int MAX_BATCH = 65_536;
  public static final int MAX_TIME_STEPS = 65_536;

  public TrainConfig {
    new Checks("train")
        .between("replicas", replicas, 1, MAX_REPLICAS)
        .between("batch-size", batchSize, 1, MAX_BATCH)
        .between("time-steps", timeSteps, 1, MAX_TIME_STEPS)
        .atLeast("steps-per-round", stepsPerRound, 1)
        .atLeast("epochs", epochs, 1)
        .inRange("state-reset", stateReset, 0, 1)
        .throwIfAny();
  }
}
