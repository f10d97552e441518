package io.timestep.jobs.train;

import io.timestep.jobs.engine.JobContext;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.NetworkPool;
import io.timestep.nn.RecurrentState;
import io.timestep.train.MergeReport;
import io.timestep.train.RateSchedule;
import io.timestep.train.ReplicaReport;
import io.timestep.train.ReplicaResult;
import io.timestep.train.ReplicaTrainer;
import io.timestep.train.RoundOutcome;
import io.timestep.train.RoundRunner;
import io.timestep.train.RoundStart;
import io.timestep.train.TrainConfig;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;

/**
 * Replicas as Spark tasks. One Spark job a round: each shard's task trains its replica, {@link
 * ChunkedMean} merges. The driver gets one merged vector, the reports and the streams' states.
 */
final class SparkRounds implements RoundRunner {
  /** What a round's tasks need: broadcast once, destroyed when the round is over. */
  private record Begin(RoundStart start, List<RecurrentState> states) implements Serializable {}

  /**
   * What is not merged: a replica's report and the state of its streams.
   *
   * @param waited seconds until it had the round's start
   * @param executor that ran it
   */
  private record Ended(ReplicaReport report, RecurrentState state, double waited, String executor)
      implements Serializable {}

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
    long asked = System.nanoTime();
    Broadcast<Begin> begin = context.sparkContext().broadcast(new Begin(start, states));
    double made = secondsSince(asked);
    try {
      ReplicaWork replica = work; // the closure takes this, not the runner
      return outcome(
          start,
          made,
          ChunkedMean.of(shards.shards(), shard -> contribution(replica, begin, shard)));
    } finally {
      begin.destroy();
    }
  }

  /** What is merged: parameters, then optimizer state. */
  private static ChunkedMean.Contribution<Ended> contribution(
      ReplicaWork replica, Broadcast<Begin> begin, StreamShards.Shard shard) {
    long asked = System.nanoTime();
    Begin start = begin.value();
    double waited = secondsSince(asked);
    ReplicaResult result = replica.run(start, shard);
    float[] parameters = result.parameters();
    float[] moments = result.optimizerState();
    float[] vector = Arrays.copyOf(parameters, parameters.length + moments.length);
    System.arraycopy(moments, 0, vector, parameters.length, moments.length);
    ReplicaReport report = result.report();
    Ended ended = new Ended(report, result.state(), waited, SparkEnv.get().executorId());
    return new ChunkedMean.Contribution<>(
        report.replica(), report.tokens(), vector, parameters.length, ended);
  }

  private static RoundOutcome outcome(
      RoundStart start, double made, ChunkedMean.Merged<Ended> merged) {
    int parameters = start.parameters().length;
    float[] vector = merged.vector();
    return new RoundOutcome(
        Arrays.copyOf(vector, parameters),
        Arrays.copyOfRange(vector, parameters, vector.length),
        merged.reports().stream().map(Ended::report).toList(),
        merged.reports().stream().map(Ended::state).toList(),
        mergeReport(start, made, merged));
  }

  private static MergeReport mergeReport(
      RoundStart start, double made, ChunkedMean.Merged<Ended> merged) {
    double waited = merged.reports().stream().mapToDouble(Ended::waited).max().orElse(0);
    long executors = merged.reports().stream().map(Ended::executor).distinct().count();
    long values = (long) start.parameters().length + start.optimizerState().length;
    return new MergeReport(
        merged.spread(), made + waited, merged.bytes() + executors * values * Float.BYTES);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
