package io.timestep.jobs.train;

import io.timestep.jobs.engine.FloatBlock;
import io.timestep.jobs.engine.Handoff;
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
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;

/**
 * Replicas as Spark tasks. One Spark job a round: each shard's task trains its replica, {@link
 * ChunkedMean} merges. The driver gets one merged vector, the reports and the streams' states.
 */
final class SparkRounds implements RoundRunner {
  private static final float[] ELSEWHERE = {};

  /**
   * What a round's tasks need: broadcast once, destroyed when the round is over.
   *
   * @param bare the start without its vectors
   */
  private record Begin(
      RoundStart bare,
      FloatBlock parameters,
      FloatBlock optimizerState,
      List<RecurrentState> states)
      implements Serializable {
    static Begin of(RoundStart start, List<RecurrentState> states, Handoff handoff) {
      return new Begin(
          start.withVectors(ELSEWHERE, ELSEWHERE),
          new FloatBlock(handoff, start.parameters()),
          new FloatBlock(handoff, start.optimizerState()),
          states);
    }

    RoundStart start() {
      return bare.withVectors(parameters.values(), optimizerState.values());
    }
  }

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
    try (Handoff handoff = Handoff.open(context.sparkContext())) {
      return run(Begin.of(start, states, handoff));
    }
  }

  private RoundOutcome run(Begin start) {
    long asked = System.nanoTime();
    Broadcast<Begin> begin = context.sparkContext().broadcast(start);
    double made = secondsSince(asked);
    try {
      ReplicaWork replica = work; // the closure takes this, not the runner
      return outcome(
          start.start(),
          made,
          ChunkedMean.of(shards.shards(), shard -> contribution(replica, begin, shard)));
    } finally {
      begin.destroy();
    }
  }

  /** What is merged: parameters and optimizer state. */
  private static ChunkedMean.Contribution<Ended> contribution(
      ReplicaWork replica, Broadcast<Begin> begin, StreamShards.Shard shard) {
    long asked = System.nanoTime();
    Begin start = begin.value();
    double waited = secondsSince(asked);
    ReplicaResult result = replica.run(start, shard);
    ReplicaReport report = result.report();
    Ended ended = new Ended(report, result.state(), waited, SparkEnv.get().executorId());
    return new ChunkedMean.Contribution<>(
        report.replica(),
        report.tokens(),
        List.of(result.parameters(), result.optimizerState()),
        ended);
  }

  private static RoundOutcome outcome(
      RoundStart start, double made, ChunkedMean.Merged<Ended> merged) {
    return new RoundOutcome(
        merged.vector(0),
        merged.vector(1),
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
