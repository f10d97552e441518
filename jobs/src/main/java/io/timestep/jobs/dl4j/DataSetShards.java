package io.timestep.jobs.dl4j;

import io.timestep.jobs.train.ShardPartitioner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.datasets.iterator.IteratorDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import scala.Tuple2;

/**
 * An RDD of DataSets as shards of minibatches, one partition each, kept by the executors. Replica i
 * of N has the elements from i/N to (i + 1)/N, in the RDD's order: what a shard holds depends on
 * that order alone, not on partitions and executors.
 *
 * <p>The RDD is computed once, as long as no executor is lost. The shards of a lost one are made
 * again, as Spark does, from the RDD: one that gives other elements then, or in another order (it
 * draws, shuffles, or reads what changes), gives this shard elements that are not those of before,
 * and the ledger need not tell. The remedy is the user's: checkpoint such an RDD, or persist it
 * with a replica ({@code StorageLevel.MEMORY_AND_DISK_2}), before the fit.
 */
final class DataSetShards implements AutoCloseable {
  /**
   * One shard.
   *
   * @param index its number, also its partition's
   * @param minibatches in order, each as {@link DataSetBytes}
   */
  record Shard(int index, List<byte[]> minibatches) implements Serializable {}

  /** An element on its way to its shard. */
  private record Element(long position, byte[] data) implements Serializable {}

  /** How many elements a partition has, and how many of them without an example. */
  private record Count(long filled, long empty) implements Serializable {}

  /** What a shard has. */
  private record Size(int minibatches, long examples) implements Serializable {}

  private final JavaRDD<Shard> shards;
  private final long filled;
  private final long empty;
  private final List<Size> sizes;

  private DataSetShards(JavaRDD<Shard> shards, long filled, long empty, List<Size> sizes) {
    this.shards = shards;
    this.filled = filled;
    this.empty = empty;
    this.sizes = sizes;
  }

  JavaRDD<Shard> shards() {
    return shards;
  }

  /** Elements with an example. */
  long filled() {
    return filled;
  }

  /** Elements without one. */
  long empty() {
    return empty;
  }

  long examples() {
    return sizes.stream().mapToLong(Size::examples).sum();
  }

  /** Of the longest shard. */
  int minibatches() {
    return sizes.stream().mapToInt(Size::minibatches).max().orElse(0);
  }

  /** Lets the executors forget the shards. */
  @Override
  public void close() {
    shards.unpersist();
  }

  /**
   * Cuts an RDD into shards.
   *
   * @param batchSize examples in a minibatch; 0: an element is one
   */
  static DataSetShards of(JavaRDD<DataSet> data, int replicas, int batchSize) {
    JavaRDD<byte[]> read =
        data.map(d -> d.numExamples() == 0 ? new byte[0] : DataSetBytes.write(d))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Count> counts = read.mapPartitions(counting()).collect();
      long[] starts = new long[counts.size() + 1];
      for (int i = 0; i < counts.size(); i++) {
        starts[i + 1] = starts[i] + counts.get(i).filled();
      }
      long filled = starts[counts.size()];
      long empty = counts.stream().mapToLong(Count::empty).sum();
      JavaRDD<Shard> shards = cut(read, starts, replicas, batchSize);
      return new DataSetShards(shards, filled, empty, sizes(shards));
    } finally {
      read.unpersist();
    }
  }

  /** Computes the shards: from here on they are kept, unless one cannot be made. */
  private static List<Size> sizes(JavaRDD<Shard> shards) {
    boolean kept = false;
    try {
      List<Size> sizes = shards.map(DataSetShards::size).collect();
      kept = true;
      return sizes;
    } finally {
      if (!kept) {
        shards.unpersist();
      }
    }
  }

  private static FlatMapFunction<Iterator<byte[]>, Count> counting() {
    return elements -> {
      long filled = 0;
      long empty = 0;
      while (elements.hasNext()) {
        if (elements.next().length == 0) {
          empty++;
        } else {
          filled++;
        }
      }
      return List.of(new Count(filled, empty)).iterator();
    };
  }

  private static JavaRDD<Shard> cut(
      JavaRDD<byte[]> read, long[] starts, int replicas, int batchSize) {
    long filled = starts[starts.length - 1];
    return read.mapPartitionsWithIndex(
            (partition, elements) -> numbered(starts[partition], elements), false)
        .mapToPair(e -> new Tuple2<>(shardOf(e.position(), filled, replicas), e))
        .partitionBy(new ShardPartitioner(replicas))
        .mapPartitionsWithIndex(
            (shard, elements) -> List.of(assemble(shard, elements, batchSize)).iterator(), true)
        .setName("minibatches")
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static Iterator<Element> numbered(long start, Iterator<byte[]> elements) {
    List<Element> numbered = new ArrayList<>();
    long position = start;
    while (elements.hasNext()) {
      byte[] data = elements.next();
      if (data.length > 0) {
        numbered.add(new Element(position, data));
        position++;
      }
    }
    return numbered.iterator();
  }

  /** Contiguous shards whose lengths differ by at most one element. */
  static int shardOf(long position, long elements, int shards) {
    long shortest = elements / shards;
    long longer = elements % shards; // so many shards, the first ones, have one more
    long inLonger = longer * (shortest + 1);
    return (int)
        (position < inLonger
            ? position / (shortest + 1)
            : longer + (position - inLonger) / shortest);
  }

  private static Shard assemble(
      int shard, Iterator<Tuple2<Integer, Element>> elements, int batchSize) {
    List<Element> sorted = new ArrayList<>();
    elements.forEachRemaining(e -> sorted.add(e._2()));
    sorted.sort(Comparator.comparingLong(Element::position));
    List<byte[]> minibatches = new ArrayList<>();
    if (batchSize == 0) {
      sorted.forEach(element -> minibatches.add(element.data()));
    } else {
      Iterator<DataSet> dataSets = sorted.stream().map(e -> DataSetBytes.read(e.data())).iterator();
      new IteratorDataSetIterator(dataSets, batchSize)
          .forEachRemaining(minibatch -> minibatches.add(DataSetBytes.write(minibatch)));
    }
    return new Shard(shard, minibatches);
  }

  private static Size size(Shard shard) {
    long examples =
        shard.minibatches().stream()
            .mapToLong(bytes -> DataSetBytes.read(bytes).numExamples())
            .sum();
    return new Size(shard.minibatches().size(), examples);
  }
}
