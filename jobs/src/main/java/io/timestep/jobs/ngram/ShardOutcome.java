package io.timestep.jobs.ngram;

import io.timestep.ngram.binary.ShardSummary;
import java.io.Serializable;

/**
 * A shard of a model that was written.
 *
 * @param ngrams by order, [order]
 * @param binary of its file in the binary model; null if there is none
 */
record ShardOutcome(long[] ngrams, ShardSummary binary) implements Serializable {
  private static final long serialVersionUID = 1L;
}
