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
 * @param seed of initial weights and dropout
 */
public record TrainConfig(
    int replicas,
    int batchSize,
    int timeSteps,
    int stepsPerRound,
    int epochs,
    long seed,
    OptimizerConfig optimizer,
    ClipConfig clip,
    ScheduleConfig schedule)
    implements Serializable {
  public TrainConfig {
    new Checks("train")
        .atLeast("replicas", replicas, 1)
        .atLeast("batch-size", batchSize, 1)
        .atLeast("time-steps", timeSteps, 1)
        .atLeast("steps-per-round", stepsPerRound, 1)
        .atLeast("epochs", epochs, 1)
        .throwIfAny();
  }
}
