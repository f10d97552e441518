package io.timestep.jobs.train;

import io.timestep.jobs.engine.FloatBlock;
import io.timestep.jobs.engine.Handoff;
import io.timestep.jobs.engine.JobContext;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.NetworkPool;
import io.timestep.nn.StreamScorer;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores a text on the cluster: a task for each shard of streams, their scores merged in shard
 * order, so that the sum is the same bits on any number of cores and executors of one CPU type.
 */
public final class SparkScorer {
  private record Scored(int shard, LanguageScore score) implements Serializable {}

  private final JobContext context;
  private final StreamShards shards;
  private final ModelConfig model;
  private final int vocabularySize;
  private final int timeSteps;

  /**
   * @param timeSteps tokens of each stream read at once
   */
  public SparkScorer(
      JobContext context,
      StreamShards shards,
      ModelConfig model,
      int vocabularySize,
      int timeSteps) {
    this.context = context;
    this.shards = shards;
    this.model = model;
    this.vocabularySize = vocabularySize;
    this.timeSteps = timeSteps;
  }

  /**
   * Scores the text with the given parameters.
   *
   * @param parameters [parameters]
   */
  public LanguageScore score(float[] parameters) {
    try (Handoff handoff = Handoff.open(context.sparkContext())) {
      return score(new FloatBlock(handoff, parameters));
    }
  }

  private LanguageScore score(FloatBlock parameters) {
    Broadcast<FloatBlock> theta = context.sparkContext().broadcast(parameters);
    try {
      List<Scored> scored =
          shards
              .shards()
              .map(task(theta, model, vocabularySize, shards.plan().windows(timeSteps), timeSteps))
              .collect();
      return scored.stream()
          .sorted(Comparator.comparingInt(Scored::shard))
          .map(Scored::score)
          .reduce(LanguageScore.EMPTY, LanguageScore::merge);
    } finally {
      theta.destroy();
    }
  }

  private static Function<StreamShards.Shard, Scored> task(
      Broadcast<FloatBlock> theta,
      ModelConfig model,
      int vocabularySize,
      int windows,
      int timeSteps) {
    return shard ->
        NetworkPool.use(
            model,
            vocabularySize,
            network -> {
              network.setParameters(theta.value().values());
              return new Scored(
                  shard.index(), StreamScorer.score(network, shard.streams(), windows, timeSteps));
            });
  }
}
