package io.timestep.jobs.train;

import io.timestep.jobs.engine.DamagedBytesException;
import io.timestep.jobs.engine.Handoff;
import io.timestep.jobs.train.RoundMessage.Chunk;
import io.timestep.train.Spread;
import io.timestep.train.WeightedMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.rdd.ShuffledRDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The weighted mean of the replicas' vectors as one Spark job: each task sends the chunks of its
 * vectors through the shuffle to the tasks that merge them, in replica order, so that no machine
 * receives N vectors and the sum is the same on any cluster. The driver gets the mean and the
 * replicas' reports.
 */
public final class ChunkedMean {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkedMean.class);

  /** Values in a chunk, 1 MB of floats: what merging a few of them needs fits a cache. */
  private static final int CHUNK = 1 << 18;

  /** A round whose bytes were damaged is run again; a disk that does it this often is broken. */
  private static final int ATTEMPTS = 3;

  /**
   * What a replica's task ends with.
   *
   * @param replica its number, from 0 to N - 1
   * @param weight in the mean; a replica of weight 0 drops out
   * @param vectors each of the same length in all replicas, not copied and not changed; the first
   *     are the parameters, whose spread is measured
   * @param report goes to the driver as it is; serializable
   */
  public record Contribution<T>(int replica, long weight, List<float[]> vectors, T report) {
    public Contribution {
      vectors = List.copyOf(vectors);
    }
  }

  /**
   * What the driver gets.
   *
   * @param vectors Σ nᵢ vᵢ / Σ nᵢ ({@link WeightedMean}) of each of the replicas' vectors
   * @param reports in replica order
   * @param spread of the replicas' parameters, chunks added in their order
   * @param bytes of the values that went to the merging tasks and from them to the driver
   */
  public record Merged<T>(List<float[]> vectors, List<T> reports, Spread spread, long bytes) {
    public Merged {
      vectors = List.copyOf(vectors);
      reports = List.copyOf(reports);
    }

    /** The mean of the i-th vector; empty if it has no values. */
    public float[] vector(int i) {
      return i < vectors.size() ? vectors.get(i) : new float[0];
    }
  }

  private ChunkedMean() {}

  /**
   * Runs the replicas and takes their mean. When bytes were damaged on the way, all are run again.
   *
   * @param shards of each element one replica is made; persisted, for what they are made of is
   *     forgotten with the round
   * @param replica what a task does with its shard, a pure function
   */
  public static <S, T> Merged<T> of(JavaRDD<S> shards, Function<S, Contribution<T>> replica) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(shards.context());
    return of(shards, replica, () -> Handoff.open(spark));
  }

  /** The same, with what hands arrays over inside one JVM, opened for each attempt. */
  static <S, T> Merged<T> of(
      JavaRDD<S> shards, Function<S, Contribution<T>> replica, Supplier<Handoff> opened) {
    for (int attempt = 1; ; attempt++) {
      try (Handoff handoff = opened.get()) {
        return collected(messages(shards, replica, handoff));
      } catch (Exception e) { // Spark's are checked, and its methods do not declare them
        if (attempt == ATTEMPTS || !DamagedBytesException.isCauseOf(e)) {
          throw e;
        }
        LOG.warn(
            "Bytes were damaged on their way; running the round again ({} of {})",
            attempt + 1,
            ATTEMPTS);
      }
    }
  }

  private static <S, T> List<RoundMessage<T>> messages(
      JavaRDD<S> shards, Function<S, Contribution<T>> replica, Handoff handoff) {
    int mergers = Math.max(1, shards.context().defaultParallelism());
    JavaPairRDD<Integer, RoundMessage<T>> dealt =
        shards
            .flatMapToPair(shard -> split(replica.call(shard)))
            .partitionBy(new HashPartitioner(mergers));
    ((ShuffledRDD<?, ?, ?>) dealt.rdd()).setSerializer(new RoundSerializer(handoff));
    try {
      return dealt
          .<RoundMessage.Coded<T>>mapPartitions(messages -> merge(messages, handoff))
          .collect()
          .stream()
          .map(RoundMessage.Coded::message)
          .toList();
    } finally {
      // Left to Spark, the files would stay until the driver's garbage is collected.
      dealt.rdd().cleanShuffleDependencies(false);
    }
  }

  private static <T> Iterator<Tuple2<Integer, RoundMessage<T>>> split(Contribution<T> end) {
    List<Tuple2<Integer, RoundMessage<T>>> messages = new ArrayList<>();
    List<Integer> lengths = end.vectors().stream().map(vector -> vector.length).toList();
    messages.add(
        new Tuple2<>(
            end.replica(), new RoundMessage.Ended<>(end.replica(), lengths, end.report())));
    int merger = 0; // the same of all replicas for the same chunk
    for (int v = 0; v < end.vectors().size(); v++) {
      float[] vector = end.vectors().get(v);
      for (long offset = 0; offset < vector.length; offset += CHUNK) {
        int from = (int) offset;
        Chunk chunk = new Chunk(v, from, vector, from, Math.min(CHUNK, vector.length - from));
        messages.add(
            new Tuple2<>(merger++, new RoundMessage.Part<>(end.replica(), end.weight(), chunk)));
      }
    }
    return messages.iterator();
  }

  private static <T> Iterator<RoundMessage.Coded<T>> merge(
      Iterator<Tuple2<Integer, RoundMessage<T>>> messages, Handoff handoff) {
    List<RoundMessage<T>> merged = new ArrayList<>();
    TreeMap<Long, List<RoundMessage.Part<T>>> parts = new TreeMap<>();
    while (messages.hasNext()) {
      RoundMessage<T> message = messages.next()._2();
      if (message instanceof RoundMessage.Part<T> part) {
        parts.computeIfAbsent(place(part.chunk()), place -> new ArrayList<>()).add(part);
      } else {
        merged.add(message);
      }
    }
    while (!parts.isEmpty()) { // what is merged can be forgotten
      merged.add(mergeChunk(parts.pollFirstEntry().getValue()));
    }
    return merged.stream().map(m -> new RoundMessage.Coded<>(handoff, m)).iterator();
  }

  /** Orders chunks by vector, then by offset. */
  private static long place(Chunk chunk) {
    return place(chunk.vector(), chunk.offset());
  }

  private static long place(int vector, long offset) {
    return (long) vector << Integer.SIZE | offset;
  }

  private static <T> RoundMessage<T> mergeChunk(List<RoundMessage.Part<T>> parts) {
    parts.sort(Comparator.comparingInt(RoundMessage.Part::replica));
    List<WeightedMean.Part> weighted = parts.stream().map(ChunkedMean::weighted).toList();
    float[] mean = WeightedMean.of(weighted);
    Chunk first = parts.get(0).chunk();
    Spread spread = first.vector() == 0 ? Spread.of(weighted, mean) : Spread.NONE;
    return new RoundMessage.Merged<>(
        parts.size(), spread, new Chunk(first.vector(), first.offset(), mean, 0, mean.length));
  }

  private static WeightedMean.Part weighted(RoundMessage.Part<?> part) {
    Chunk chunk = part.chunk();
    return new WeightedMean.Part(part.weight(), chunk.array(), chunk.from(), chunk.length());
  }

  /** Puts together what the mergers and the replicas sent, in whatever order. */
  static <T> Merged<T> collected(List<RoundMessage<T>> messages) {
    List<RoundMessage.Merged<T>> chunks = new ArrayList<>();
    List<RoundMessage.Ended<T>> ended = new ArrayList<>();
    for (RoundMessage<T> message : messages) {
      if (message instanceof RoundMessage.Merged<T> merged) {
        chunks.add(merged);
      } else if (message instanceof RoundMessage.Ended<T> end) {
        ended.add(end);
      }
    }
    chunks.sort(Comparator.comparingLong(merged -> place(merged.chunk())));
    ended.sort(Comparator.comparingInt(RoundMessage.Ended::replica));
    refuseGaps(chunks, ended);
    Spread spread = Spread.NONE;
    long bytes = 0;
    for (RoundMessage.Merged<T> merged : chunks) {
      spread = spread.plus(merged.spread());
      bytes += merged.chunk().bytes() * (merged.replicas() + 1);
    }
    List<T> reports = ended.stream().map(RoundMessage.Ended::report).toList();
    return new Merged<>(vectors(lengths(ended), chunks), reports, spread, bytes);
  }

  /** A file that ends too early may do so between two messages. */
  private static <T> void refuseGaps(
      List<RoundMessage.Merged<T>> chunks, List<RoundMessage.Ended<T>> ended) {
    boolean whole = chunks.stream().allMatch(merged -> merged.replicas() == ended.size());
    for (int i = 0; i < ended.size(); i++) {
      whole &= ended.get(i).replica() == i && ended.get(i).lengths().equals(lengths(ended));
    }
    List<Long> places = chunks.stream().map(merged -> place(merged.chunk())).toList();
    if (!whole || !places.equals(places(lengths(ended)))) {
      throw new DamagedBytesException("Not every replica's values and report have come");
    }
  }

  private static <T> List<Integer> lengths(List<RoundMessage.Ended<T>> ended) {
    return ended.isEmpty() ? List.of() : ended.get(0).lengths();
  }

  /** The places of all chunks of vectors, in their order. */
  private static List<Long> places(List<Integer> lengths) {
    List<Long> places = new ArrayList<>();
    for (int v = 0; v < lengths.size(); v++) {
      for (long offset = 0; offset < lengths.get(v); offset += CHUNK) {
        places.add(place(v, offset));
      }
    }
    return places;
  }

  /** The chunks, in their order, put together. */
  private static <T> List<float[]> vectors(
      List<Integer> lengths, List<RoundMessage.Merged<T>> chunks) {
    List<float[]> vectors = lengths.stream().map(float[]::new).toList();
    for (RoundMessage.Merged<T> merged : chunks) {
      Chunk chunk = merged.chunk();
      float[] vector = vectors.get(chunk.vector());
      System.arraycopy(chunk.array(), chunk.from(), vector, chunk.offset(), chunk.length());
    }
    return vectors;
  }
}
