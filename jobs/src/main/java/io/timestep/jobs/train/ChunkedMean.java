package io.timestep.jobs.train;

import io.timestep.train.Spread;
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
   * @param parameters how many of the values, from the first, are parameters: the spread is theirs
   * @param report goes to the driver as it is; serializable
   */
  public record Contribution<T>(int replica, long weight, float[] vector, int parameters, T report)
      implements Serializable {
    /** One whose vector is all parameters. */
    public Contribution(int replica, long weight, float[] vector, T report) {
      this(replica, weight, vector, vector.length, report);
    }
  }

  /**
   * What the driver gets.
   *
   * @param vector Σ nᵢ vᵢ / Σ nᵢ ({@link WeightedMean})
   * @param reports in replica order
   * @param spread of the replicas' parameters, chunks added in their order
   * @param bytes of the values that went to the merging tasks and from them to the driver
   */
  public record Merged<T>(float[] vector, List<T> reports, Spread spread, long bytes) {
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
      int parameters = Math.max(0, Math.min(values.length, end.parameters() - from));
      messages.add(
          new Tuple2<>(
              chunk, new RoundMessage.Part<>(replica, chunk, end.weight(), values, parameters)));
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
    float[] mean = WeightedMean.of(weighted);
    Spread spread = Spread.of(weighted, mean, parts.get(0).parameters());
    return new RoundMessage.Merged<>(chunk, mean, spread, parts.size() * bytes(mean));
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
    Spread spread = Spread.NONE;
    long bytes = bytes(vector);
    for (RoundMessage.Merged<T> chunk : chunks) {
      System.arraycopy(chunk.values(), 0, vector, at, chunk.values().length);
      at += chunk.values().length;
      spread = spread.plus(chunk.spread());
      bytes += chunk.received();
    }
    List<T> reports = ended.stream().map(RoundMessage.Ended::report).toList();
    return new Merged<>(vector, reports, spread, bytes);
  }

  private static long bytes(float[] values) {
    return (long) Float.BYTES * values.length;
  }
}
