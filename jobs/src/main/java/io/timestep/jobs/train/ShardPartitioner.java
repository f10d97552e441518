package io.timestep.jobs.train;

import org.apache.spark.Partitioner;

/** Deals out what is keyed by a shard's number: shard number is partition number. */
public final class ShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;
  private final int shards;

  public ShardPartitioner(int shards) {
    this.shards = shards;
  }

  @Override
  public int numPartitions() {
    return shards;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }

  /** Equal ones deal alike, so that Spark need not shuffle twice. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner that && that.shards == shards;
  }

  @Override
  public int hashCode() {
    return shards;
  }
}
