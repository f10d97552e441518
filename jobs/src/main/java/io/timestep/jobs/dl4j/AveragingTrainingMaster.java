package io.timestep.jobs.dl4j;

import io.timestep.jobs.dl4j.AveragingConfig.Weights;
import io.timestep.train.AverageRule;
import io.timestep.train.OptimizerConfig.StatePolicy;
import io.timestep.train.OuterConfig;
import io.timestep.train.OuterRule;
import io.timestep.train.OuterState;
import io.timestep.util.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.datavec.spark.util.BroadcastHadoopConfigHolder;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.data.loader.RemoteFileSourceFactory;
import org.deeplearning4j.spark.impl.common.LoadDataSetFunction;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Parameter averaging for {@link SparkDl4jMultiLayer}, in the place of dl4j-spark's {@code
 * ParameterAveragingTrainingMaster}:
 *
 * <pre>{@code
 * TrainingMaster<?, ?> master =
 *     AveragingTrainingMaster.withReplicas(4).batchSize(16).stepsPerRound(5).build();
 * new SparkDl4jMultiLayer(sparkContext, network, master).fit(data);
 * }</pre>
 *
 * <p>Each {@code fit} trains on every DataSet of the RDD once: replica i of N on the i-th N-th of
 * them, in the RDD's order. After K minibatches the replicas are merged: a mean weighed by what
 * each trained on, summed in replica order, and moved by an {@link OuterRule}. The network's own
 * updater takes the steps; its state is merged as the parameters are, or reset with its count of
 * steps. The same RDD gives the same bits on any number of executors and partitions, machines of
 * one CPU type provided. One replica with K = 1 is {@code MultiLayerNetwork.fit} to the bit, unless
 * the network draws (dropout): draws are seeded by the network's seed, replica and iteration.
 *
 * <p>As in {@code MultiLayerNetwork.fit}, hidden state is not carried from minibatch to minibatch.
 * The network's data type must be float. {@code fitPaths} and {@code fit(String)} load DataSets
 * through dl4j-spark's loaders; computation graphs, MultiDataSets and collected training statistics
 * are not supported and throw {@link UnsupportedOperationException} with the remedy.
 *
 * <p>Listeners are called on the driver: {@code iterationDone} after each round, the network's
 * score being the mean over the round's examples; what happens inside a step they do not see.
 */
public final class AveragingTrainingMaster extends DriverTrainingMaster {
  private static final Pattern COUNTS_ITERATIONS =
      Pattern.compile("\"scheduleType\"\\s*:\\s*\"ITERATION\"");

  private final AveragingConfig config;
  private OuterState outer;
  private FitReport lastFit;

  public AveragingTrainingMaster(AveragingConfig config) {
    this.config = config;
  }

  /** Begins a master with {@code replicas} models trained side by side. */
  public static Builder withReplicas(int replicas) {
    return new Builder(replicas);
  }

  /** What the last {@code fit} trained on, and its rounds; empty before the first. */
  public Optional<FitReport> lastFit() {
    return Optional.ofNullable(lastFit);
  }

  /**
   * Trains on each DataSet once.
   *
   * @throws UnsupportedOperationException if the network is not of floats, or its updater's state
   *     is reset and a schedule counts iterations
   */
  @Override
  public void executeTraining(SparkDl4jMultiLayer spark, JavaRDD<DataSet> data) {
    MultiLayerNetwork network = spark.getNetwork();
    refuse(network);
    try (DataSetShards shards = DataSetShards.of(data, config.replicas(), config.batchSize())) {
      Fit fit =
          new Fit(spark.getSparkContext(), config, network, shards, hooks(), outerState(network));
      listeners().forEach(listener -> listener.onEpochStart(network));
      lastFit =
          fit.run(
              round ->
                  listeners()
                      .forEach(
                          listener ->
                              listener.iterationDone(
                                  network, network.getIterationCount(), network.getEpochCount())));
      listeners().forEach(listener -> listener.onEpochEnd(network));
      outer = fit.outer();
    }
    spark.setScore(lastFit.score());
  }

  /** Loads each path's DataSet and trains on them in the order of the paths. */
  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer spark,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    if (spark == null || loader == null) {
      throw unsupported(
          "paths of MultiDataSets are not supported: give SparkDl4jMultiLayer.fitPaths a"
              + " DataSetLoader");
    }
    JavaSparkContext context = spark.getSparkContext();
    executeTraining(
        spark,
        paths.map(
            new LoadDataSetFunction(
                loader, new RemoteFileSourceFactory(BroadcastHadoopConfigHolder.get(context)))));
  }

  /** The settings; the outer rule by its class. */
  @Override
  public String toJson() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("replicas", config.replicas());
    settings.put("batchSize", config.batchSize());
    settings.put("stepsPerRound", config.stepsPerRound());
    settings.put("outer", config.outer().toString());
    settings.put("state", config.state());
    settings.put("weights", config.weights());
    return Json.pretty(settings);
  }

  /** As {@link #toJson}: JSON is YAML. */
  @Override
  public String toYaml() {
    return toJson();
  }

  /** The outer rule goes on where the last fit ended, if the network is still there. */
  private OuterState outerState(MultiLayerNetwork network) {
    float[] parameters = network.params().toFloatVector();
    return outer != null && Arrays.equals(outer.parameters(), parameters)
        ? outer
        : config.outer().begin(parameters);
  }

  private void refuse(MultiLayerNetwork network) {
    DataType type = network.params().dataType();
    if (type != DataType.FLOAT) {
      throw unsupported(
          "the network's parameters are of type %s: build it with dataType(DataType.FLOAT)"
              .formatted(type));
    }
    if (config.state() == StatePolicy.RESET
        && COUNTS_ITERATIONS.matcher(network.getLayerWiseConfigurations().toJson()).find()) {
      throw unsupported(
          "state RESET counts the iterations of each round from 0, and a schedule of the network"
              + " counts iterations: use StatePolicy.AVERAGE, or schedules of ScheduleType.EPOCH");
    }
  }

  /** Collects the settings of a master; see {@link AveragingConfig} for what they mean. */
  public static final class Builder {
    private final int replicas;
    private int batchSize;
    private int stepsPerRound = 5;
    private OuterRule outer = new AverageRule();
    private StatePolicy state = StatePolicy.AVERAGE;
    private Weights weights = Weights.EXAMPLES;

    private Builder(int replicas) {
      this.replicas = replicas;
    }

    /** Examples in a minibatch; without it, each DataSet of the RDD is one. */
    public Builder batchSize(int examples) {
      this.batchSize = examples;
      return this;
    }

    /** Minibatches of each replica between two merges; 5 without it. */
    public Builder stepsPerRound(int minibatches) {
      this.stepsPerRound = minibatches;
      return this;
    }

    /** How the merged parameters move the model; plain averaging without it. */
    public Builder outer(OuterRule rule) {
      this.outer = rule;
      return this;
    }

    /** One of this project's rules: BMUF, Nesterov's momentum, slow momentum. */
    public Builder outer(OuterConfig rule) {
      return outer(rule.create(replicas));
    }

    /** What becomes of the updater's state at a merge; it is averaged without it. */
    public Builder state(StatePolicy policy) {
      this.state = policy;
      return this;
    }

    /** What a replica weighs in the mean; its examples without it. */
    public Builder weights(Weights by) {
      this.weights = by;
      return this;
    }

    /**
     * @throws io.timestep.util.UserException if a setting is out of range
     */
    public AveragingTrainingMaster build() {
      return new AveragingTrainingMaster(
          new AveragingConfig(replicas, batchSize, stepsPerRound, outer, state, weights));
    }
  }
}
