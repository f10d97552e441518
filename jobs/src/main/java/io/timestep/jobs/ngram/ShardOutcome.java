package io.timestep.jobs.ngram;

import io.timestep.ngram.binary.ShardSummary;
import java.io.Serializable;

/**
 * A shard of a model that was written.
 *
 * @param ngrams by order, [order]
 * @param binary of its file in the binary model; null if there is none
 * @param arpaBytes of its lines in the ARPA file, by order, [order]; null if they are written
 *     already
 */
record ShardOutcome(long[] ngrams, ShardSummary binary, long[] arpaBytes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** N-grams of all shards, by order, [order]. */
  static long[] ngrams(Iterable<ShardOutcome> shards) {
    long[] sums = null;
    for (ShardOutcome shard : shards) {
      sums = sums == null ? new long[shard.ngrams.length] : sums;
      for (int k = 0; k < sums.length; k++) {
        sums[k] += shard.ngrams[k];
      }
    }
    return sums;
  }
}
