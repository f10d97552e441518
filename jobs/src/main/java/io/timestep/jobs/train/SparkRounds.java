package io.timestep.jobs.train;

import io.timestep.jobs.engine.JobContext;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.NetworkPool;
import io.timestep.nn.RecurrentState;
import io.timestep.train.RateSchedule;
import io.timestep.train.ReplicaResult;
import io.timestep.train.ReplicaTrainer;
import io.timestep.train.RoundOutcome;
import io.timestep.train.RoundRunner;
import io.timestep.train.RoundStart;
import io.timestep.train.TrainConfig;
import io.timestep.train.WeightedMean;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Replicas as Spark tasks. One Spark job a round: each shard's task trains its replica and sends
 * the chunks of its vector to the tasks that merge them, in replica order, so that no machine
 * receives N models. The driver gets one merged vector, the reports and the streams' states.
 */
final class SparkRounds implements RoundRunner {
  /** Values in a chunk: 4 MB of floats. */
  private static final int CHUNK = 1 << 20;

  /** What a round's tasks need: broadcast once, destroyed when the round is over. */
  private record Begin(RoundStart start, List<RecurrentState> states) implements Serializable {}

  private final JobContext context;
  private final StreamShards shards;
  private final ReplicaWork work;

  /** The task's own part, serialized to the executors. */
  private interface ReplicaWork extends Serializable {
    ReplicaResult run(Begin begin, StreamShards.Shard shard);
  }

  SparkRounds(
      JobContext context,
      StreamShards shards,
      ModelConfig model,
      int vocabularySize,
      TrainConfig train,
      RateSchedule schedule) {
    this.context = context;
    this.shards = shards;
    this.work = replicaWork(model, vocabularySize, train, schedule);
  }

  private static ReplicaWork replicaWork(
      ModelConfig model, int vocabularySize, TrainConfig train, RateSchedule schedule) {
    return (begin, shard) ->
        NetworkPool.use(
            model,
            vocabularySize,
            network ->
                new ReplicaTrainer(train, schedule)
                    .run(
                        network,
                        begin.start(),
                        shard.index(),
                        begin.states().get(shard.index()),
                        shard.streams()));
  }

  @Override
  public RoundOutcome run(RoundStart start, List<RecurrentState> states) {
    context.describe("train: epoch %d, round %d".formatted(start.epoch(), start.round()));
    Broadcast<Begin> begin = context.sparkContext().broadcast(new Begin(start, states));
    try {
      return outcome(start, messages(begin));
    } finally {
      begin.destroy();
    }
  }

  private List<RoundMessage> messages(Broadcast<Begin> begin) {
    ReplicaWork replica = work; // the closures take this, not the runner
    int mergers = Math.max(1, context.sparkContext().defaultParallelism());
    return shards
        .shards()
        .flatMapToPair(shard -> split(replica.run(begin.value(), shard)))
        .partitionBy(new HashPartitioner(mergers))
        .mapPartitions(SparkRounds::merge)
        .collect();
  }

  /** A replica's vector (parameters, then optimizer state) in chunks, and what is not merged. */
  private static Iterator<Tuple2<Integer, RoundMessage>> split(ReplicaResult result) {
    float[] vector = concatenate(result.parameters(), result.optimizerState());
    List<Tuple2<Integer, RoundMessage>> messages = new ArrayList<>();
    int replica = result.report().replica();
    messages.add(new Tuple2<>(replica, new RoundMessage.Ended(result.report(), result.state())));
    for (int chunk = 0; chunk * (long) CHUNK < vector.length; chunk++) {
      int from = chunk * CHUNK;
      float[] values =
          Arrays.copyOfRange(vector, from, (int) Math.min(vector.length, from + (long) CHUNK));
      messages.add(
          new Tuple2<>(
              chunk, new RoundMessage.Part(replica, chunk, result.report().tokens(), values)));
    }
    return messages.iterator();
  }

  private static Iterator<RoundMessage> merge(Iterator<Tuple2<Integer, RoundMessage>> messages) {
    List<RoundMessage> merged = new ArrayList<>();
    TreeMap<Integer, List<RoundMessage.Part>> parts = new TreeMap<>();
    while (messages.hasNext()) {
      RoundMessage message = messages.next()._2();
      if (message instanceof RoundMessage.Part part) {
        parts.computeIfAbsent(part.chunk(), chunk -> new ArrayList<>()).add(part);
      } else {
        merged.add(message);
      }
    }
    parts.forEach((chunk, list) -> merged.add(mergeChunk(chunk, list)));
    return merged.iterator();
  }

  private static RoundMessage mergeChunk(int chunk, List<RoundMessage.Part> parts) {
    parts.sort(Comparator.comparingInt(RoundMessage.Part::replica));
    List<WeightedMean.Part> weighted =
        parts.stream().map(p -> new WeightedMean.Part(p.tokens(), p.values())).toList();
    return new RoundMessage.Merged(chunk, WeightedMean.of(weighted));
  }

  private static RoundOutcome outcome(RoundStart start, List<RoundMessage> messages) {
    List<RoundMessage.Merged> chunks = new ArrayList<>();
    List<RoundMessage.Ended> ended = new ArrayList<>();
    for (RoundMessage message : messages) {
      if (message instanceof RoundMessage.Merged merged) {
        chunks.add(merged);
      } else if (message instanceof RoundMessage.Ended end) {
        ended.add(end);
      }
    }
    chunks.sort(Comparator.comparingInt(RoundMessage.Merged::chunk));
    ended.sort(Comparator.comparingInt(e -> e.report().replica()));
    int size = chunks.stream().mapToInt(c -> c.values().length).sum();
    float[] vector = new float[size];
    int at = 0;
    for (RoundMessage.Merged chunk : chunks) {
      System.arraycopy(chunk.values(), 0, vector, at, chunk.values().length);
      at += chunk.values().length;
    }
    int parameters = start.parameters().length;
    return new RoundOutcome(
        Arrays.copyOf(vector, parameters),
        Arrays.copyOfRange(vector, parameters, size),
        ended.stream().map(RoundMessage.Ended::report).toList(),
        ended.stream().map(RoundMessage.Ended::state).toList());
  }

  private static float[] concatenate(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
