package io.timestep.jobs.train;

import io.timestep.train.WeightedMean;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

/**
 * The weighted mean of the replicas' vectors as one Spark job: each task sends the chunks of its
 * vector through the shuffle to the tasks that merge them, in replica order, so that no machine
 * receives N vectors and the sum is the same on any cluster. The driver gets the mean and the
 * replicas' reports.
 */
public final class ChunkedMean {
  /** Values in a chunk: 4 MB of floats. */
  private static final int CHUNK = 1 << 20;

  /**
   * What a replica's task ends with.
   *
   * @param replica its number, from 0
   * @param weight in the mean; a replica of weight 0 drops out
   * @param vector of the same length in all replicas
   * @param report goes to the driver as it is; serializable
   */
  public record Contribution<T>(int replica, long weight, float[] vector, T report)
      implements Serializable {}

  /**
   * What the driver gets.
   *
   * @param vector Σ nᵢ vᵢ / Σ nᵢ ({@link WeightedMean})
   * @param reports in replica order
   */
  public record Merged<T>(float[] vector, List<T> reports) {
    public Merged {
      reports = List.copyOf(reports);
    }
  }

  private ChunkedMean() {}

  /**
   * Runs the replicas and takes their mean.
   *
   * @param shards of each element one replica is made
   * @param replica what a task does with its shard
   */
  public static <S, T> Merged<T> of(JavaRDD<S> shards, Function<S, Contribution<T>> replica) {
    int mergers = Math.max(1, shards.context().defaultParallelism());
    List<RoundMessage<T>> messages =
        shards
            .flatMapToPair(shard -> split(replica.call(shard)))
            .partitionBy(new HashPartitioner(mergers))
            .mapPartitions(ChunkedMean::<T>merge)
            .collect();
    return collected(messages);
  }

  private static <T> Iterator<Tuple2<Integer, RoundMessage<T>>> split(Contribution<T> end) {
    List<Tuple2<Integer, RoundMessage<T>>> messages = new ArrayList<>();
    int replica = end.replica();
    float[] vector = end.vector();
    messages.add(new Tuple2<>(replica, new RoundMessage.Ended<>(replica, end.report())));
    for (int chunk = 0; chunk * (long) CHUNK < vector.length; chunk++) {
      int from = chunk * CHUNK;
      float[] values =
          Arrays.copyOfRange(vector, from, (int) Math.min(vector.length, from + (long) CHUNK));
      messages.add(
          new Tuple2<>(chunk, new RoundMessage.Part<>(replica, chunk, end.weight(), values)));
    }
    return messages.iterator();
  }

  private static <T> Iterator<RoundMessage<T>> merge(
      Iterator<Tuple2<Integer, RoundMessage<T>>> messages) {
    List<RoundMessage<T>> merged = new ArrayList<>();
    TreeMap<Integer, List<RoundMessage.Part<T>>> parts = new TreeMap<>();
    while (messages.hasNext()) {
      RoundMessage<T> message = messages.next()._2();
      if (message instanceof RoundMessage.Part<T> part) {
        parts.computeIfAbsent(part.chunk(), chunk -> new ArrayList<>()).add(part);
      } else {
        merged.add(message);
      }
    }
    parts.forEach((chunk, list) -> merged.add(mergeChunk(chunk, list)));
    return merged.iterator();
  }

  private static <T> RoundMessage<T> mergeChunk(int chunk, List<RoundMessage.Part<T>> parts) {
    parts.sort(Comparator.comparingInt(RoundMessage.Part::replica));
    List<WeightedMean.Part> weighted =
        parts.stream().map(p -> new WeightedMean.Part(p.weight(), p.values())).toList();
    return new RoundMessage.Merged<>(chunk, WeightedMean.of(weighted));
  }

  private static <T> Merged<T> collected(List<RoundMessage<T>> messages) {
    List<RoundMessage.Merged<T>> chunks = new ArrayList<>();
    List<RoundMessage.Ended<T>> ended = new ArrayList<>();
    for (RoundMessage<T> message : messages) {
      if (message instanceof RoundMessage.Merged<T> merged) {
        chunks.add(merged);
      } else if (message instanceof RoundMessage.Ended<T> end) {
        ended.add(end);
      }
    }
    chunks.sort(Comparator.comparingInt(RoundMessage.Merged::chunk));
    ended.sort(Comparator.comparingInt(RoundMessage.Ended::replica));
    float[] vector = new float[chunks.stream().mapToInt(c -> c.values().length).sum()];
    int at = 0;
    for (RoundMessage.Merged<T> chunk : chunks) {
      System.arraycopy(chunk.values(), 0, vector, at, chunk.values().length);
      at += chunk.values().length;
    }
    return new Merged<>(vector, ended.stream().map(RoundMessage.Ended::report).toList());
  }
}
