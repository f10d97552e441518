package io.timestep.jobs.dl4j;

import io.timestep.jobs.engine.FloatBlock;
import io.timestep.jobs.engine.Handoff;
import io.timestep.jobs.train.ChunkedMean;
import io.timestep.train.NonFinite;
import io.timestep.train.OptimizerConfig.StatePolicy;
import io.timestep.train.OuterState;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** One pass over the shards: rounds until every minibatch was trained on. */
final class Fit {
  private final JavaSparkContext spark;
  private final AveragingConfig config;
  private final MultiLayerNetwork network;
  private final DataSetShards shards;
  private final List<TrainingHook> hooks;
  private final String name = UUID.randomUUID().toString();
  private final List<FitReport.Round> rounds = new ArrayList<>();
  private OuterState outer;

  /**
   * @param network moved by each round
   * @param outer what the outer rule kept of an earlier fit
   */
  Fit(
      JavaSparkContext spark,
      AveragingConfig config,
      MultiLayerNetwork network,
      DataSetShards shards,
      List<TrainingHook> hooks,
      OuterState outer) {
    this.spark = spark;
    this.config = config;
    this.network = network;
    this.shards = shards;
    this.hooks = hooks;
    this.outer = outer;
  }

  /**
   * Trains.
   *
   * @param afterRound hears of each round, the network's score and counts set
   * @throws UserException if parameters or score are no numbers any more; the network is then as
   *     the round before left it
   */
  FitReport run(Consumer<FitReport.Round> afterRound) {
    try {
      for (int first = 0; first < shards.minibatches(); first += config.stepsPerRound()) {
        afterRound.accept(round(first));
      }
    } finally {
      ReplicaNetworks.forget(name); // this JVM's: embedded Spark trains here
    }
    long examples = rounds.stream().mapToLong(FitReport.Round::examples).sum();
    if (examples != shards.examples()) { // the ledger: every example once
      throw new IllegalStateException(
          "Trained on %d examples of %d".formatted(examples, shards.examples()));
    }
    long filled = shards.filled();
    return new FitReport(
        new FitReport.Ledger(filled + shards.empty(), filled, shards.empty(), examples), rounds);
  }

  /** What the outer rule keeps for the next fit. */
  OuterState outer() {
    return outer;
  }

  private FitReport.Round round(int first) {
    int number = rounds.size() + 1;
    spark.sc().setJobDescription("fit: round %d".formatted(number));
    ChunkedMean.Merged<Replica.Report> merged;
    try (Handoff handoff = Handoff.open(spark)) {
      merged = merged(start(first, handoff));
    }
    long examples = merged.reports().stream().mapToLong(Replica.Report::examples).sum();
    double scores = merged.reports().stream().mapToDouble(Replica.Report::scores).sum();
    FitReport.Round round = new FitReport.Round(number, examples, scores / examples);
    refuseDivergence(round, merged.vectors());
    move(merged);
    network.setScore(round.score());
    rounds.add(round);
    return round;
  }

  private ChunkedMean.Merged<Replica.Report> merged(Replica start) {
    Broadcast<Replica> begin = spark.broadcast(start);
    try {
      return ChunkedMean.of(shards.shards(), shard -> begin.value().run(shard));
    } finally {
      begin.destroy();
    }
  }

  private Replica start(int first, Handoff handoff) {
    boolean reset = config.state() == StatePolicy.RESET;
    return new Replica(
        name,
        config,
        network.getLayerWiseConfigurations().clone(),
        new FloatBlock(handoff, config.outer().start(outer)),
        new FloatBlock(handoff, reset ? new float[0] : UpdaterState.of(network)),
        first,
        hooks);
  }

  /** By the round's mean to where the next round starts. */
  private void move(ChunkedMean.Merged<Replica.Report> merged) {
    // Replicas of shorter shards took fewer steps in the last round; schedules follow the longest.
    int steps = merged.reports().stream().mapToInt(Replica.Report::iterations).max().orElse(0);
    int iterations = network.getIterationCount() + steps;
    int parameters = outer.parameters().length;
    outer = config.outer().next(outer, merged.vector(0), learningRate(iterations - 1));
    network.setParams(Nd4j.createFromArray(outer.parameters()).reshape(1, parameters));
    UpdaterState.set(network, merged.vector(1));
    Counts.set(network, iterations, network.getEpochCount());
  }

  /** The first layer's that has one, as DL4J counts layers; 1 if none has. */
  private double learningRate(int iteration) {
    for (NeuralNetConfiguration layer : network.getLayerWiseConfigurations().getConfs()) {
      if (layer.getLayer() instanceof BaseLayer base) {
        IUpdater updater = base.getIUpdater();
        if (updater != null && updater.hasLearningRate()) {
          return updater.getLearningRate(iteration, network.getEpochCount());
        }
      }
    }
    return 1;
  }

  private static void refuseDivergence(FitReport.Round round, List<float[]> vectors) {
    boolean finite = Double.isFinite(round.score());
    for (float[] vector : vectors) {
      finite &= NonFinite.count(vector) == 0;
    }
    if (!finite) {
      throw new UserException(
          "Training diverged in round %d (the score is %s); lower the updater's learning rate, or set gradientNormalization"
              .formatted(round.round(), round.score()));
    }
  }
}
