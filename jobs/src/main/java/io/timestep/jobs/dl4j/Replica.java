package io.timestep.jobs.dl4j;

import io.timestep.jobs.dl4j.AveragingConfig.Weights;
import io.timestep.jobs.engine.FloatBlock;
import io.timestep.jobs.train.ChunkedMean.Contribution;
import io.timestep.train.OptimizerConfig.StatePolicy;
import io.timestep.util.Seeds;
import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A round as one replica lives it: a pure function of the round's start and the shard's minibatches
 * (training hooks apart).
 *
 * @param fit names the fit, for {@link ReplicaNetworks}
 * @param configuration of the network, its counts of iterations and epochs at the round's start
 * @param parameters that the replicas start from, [parameters]
 * @param updaterState likewise, [state]; empty: zeros
 * @param first minibatch of the round, from 0
 * @param hooks called around each step
 */
record Replica(
    String fit,
    AveragingConfig config,
    MultiLayerConfiguration configuration,
    FloatBlock parameters,
    FloatBlock updaterState,
    int first,
    List<TrainingHook> hooks)
    implements Serializable {
  private static final float[] NOTHING = {};

  /**
   * What a replica did in a round.
   *
   * @param iterations of DL4J's count: with truncated backpropagation several a minibatch
   * @param examples trained on
   * @param scores sum over examples of DL4J's score
   */
  record Report(int iterations, long examples, double scores) implements Serializable {}

  /** Trains on the shard's part of the round. */
  Contribution<Report> run(DataSetShards.Shard shard) {
    int last = Math.min(shard.minibatches().size(), first + config.stepsPerRound());
    if (first >= last) { // nothing is left: weighs nothing
      return new Contribution<>(shard.index(), 0, start(), new Report(0, 0, 0));
    }
    return ReplicaNetworks.use(
        fit,
        configuration,
        network -> train(network, shard.index(), shard.minibatches().subList(first, last)));
  }

  private Contribution<Report> train(MultiLayerNetwork network, int replica, List<byte[]> data) {
    begin(network);
    int begin = network.getIterationCount();
    long weight = 0;
    long examples = 0;
    double scores = 0;
    for (byte[] bytes : data) {
      DataSet minibatch = DataSetBytes.read(bytes);
      long iteration =
          (long) configuration.getIterationCount() + network.getIterationCount() - begin;
      seedDropout(replica, iteration);
      hooks.forEach(hook -> hook.preUpdate(minibatch, network));
      network.fit(minibatch);
      hooks.forEach(hook -> hook.postUpdate(minibatch, network));
      weight += weight(minibatch, config.weights());
      examples += minibatch.numExamples();
      scores += network.score() * minibatch.numExamples();
    }
    Report report = new Report(network.getIterationCount() - begin, examples, scores);
    return new Contribution<>(replica, weight, vectors(network), report);
  }

  private boolean reset() {
    return config.state() == StatePolicy.RESET;
  }

  private void begin(MultiLayerNetwork network) {
    float[] start = parameters.values();
    network.setParams(Nd4j.createFromArray(start).reshape(1, start.length));
    network.rnnClearPreviousState();
    UpdaterState.set(network, updaterState.values());
    // Adam's bias correction counts the steps that its moments have seen.
    Counts.set(
        network, reset() ? 0 : configuration.getIterationCount(), configuration.getEpochCount());
  }

  /** The start, as if trained without a step. */
  private List<float[]> start() {
    return List.of(parameters.values(), reset() ? NOTHING : updaterState.values());
  }

  /** Parameters, and the updater's state where it is merged. */
  private List<float[]> vectors(MultiLayerNetwork network) {
    return List.of(network.params().toFloatVector(), reset() ? NOTHING : UpdaterState.of(network));
  }

  private void seedDropout(int replica, long iteration) {
    long seed = configuration.getConf(0).getSeed();
    Nd4j.getRandom().setSeed(Seeds.derive(seed, "dropout", replica, iteration));
  }

  /** What a minibatch weighs in the mean. */
  static long weight(DataSet minibatch, Weights weights) {
    INDArray labels = minibatch.getLabels();
    if (weights == Weights.EXAMPLES || labels == null || labels.rank() < 3) {
      return minibatch.numExamples();
    }
    INDArray mask =
        minibatch.getLabelsMaskArray() == null
            ? minibatch.getFeaturesMaskArray()
            : minibatch.getLabelsMaskArray();
    return mask == null
        ? labels.size(0) * labels.size(2)
        : Math.round(mask.sumNumber().doubleValue());
  }
}
