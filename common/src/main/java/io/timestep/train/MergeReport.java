package io.timestep.train;

/**
 * What a round showed and cost beside the work of its replicas.
 *
 * @param spread of the replicas' parameters about their mean
 * @param broadcastSeconds making the round's start ready for the executors, and the longest time a
 *     replica waited for it; NaN: not measured
 * @param bytesMoved parameters and moments as 32-bit floats, before compression: the round's start
 *     to each executor that had a replica, each replica's vector to the merging tasks, the mean to
 *     the driver
 */
public record MergeReport(Spread spread, double broadcastSeconds, long bytesMoved) {
  /** Where nothing was measured: the spread is NaN. */
  public static final MergeReport NONE = new MergeReport(new Spread(Double.NaN, Double.NaN), 0, 0);
}
