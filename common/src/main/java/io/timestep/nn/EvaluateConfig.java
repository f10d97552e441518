package io.timestep.nn;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * How a corpus is scored ({@code evaluate.*}). Part of the result: the text is cut into so many
 * streams, each read from a zero state, whatever the cluster.
 *
 * @param streams pieces of contiguous text
 * @param batchSize streams read at once by one task
 * @param timeSteps tokens of each stream read at once; changes speed and memory, not the result
 * @param baselines whether a unigram and a bigram model of the training text are scored beside,
 *     where the text comes with it
 */
public record EvaluateConfig(int streams, int batchSize, int timeSteps, boolean baselines)
    implements Serializable {
  private static final int MAX_STREAMS = 1_000_000;

  public EvaluateConfig {
    new Checks("evaluate")
        .between("streams", streams, 1, MAX_STREAMS)
        .between("batch-size", batchSize, 1, 65_536)
        .between("time-steps", timeSteps, 1, 65_536)
        .throwIfAny();
  }
}
