package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.train.WeightedMean;
import io.timestep.train.WeightedMean.Part;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Where dl4j-spark's ParameterAveragingTrainingMaster is well defined (plain SGD, minibatches of
 * one size), its average and ours are the same model.
 */
class Dl4jSparkAveragingIT {
  private static final int BATCH = 4;
  private static final int TIME_STEPS = 6;

  private static MultiLayerNetwork network() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Sgd(0.5))
            .list()
            .layer(new LSTM.Builder().nIn(3).nOut(5).activation(Activation.TANH).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .nIn(5)
                    .nOut(3)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static DataSet minibatch(int seed) {
    INDArray features = Nd4j.zeros(BATCH, 3, TIME_STEPS);
    INDArray labels = Nd4j.zeros(BATCH, 3, TIME_STEPS);
    for (int b = 0; b < BATCH; b++) {
      for (int t = 0; t < TIME_STEPS; t++) {
        features.putScalar(b, (seed + b * t) % 3, t, 1);
        labels.putScalar(b, (seed + b + t) % 3, t, 1);
      }
    }
    return new DataSet(features, labels);
  }

  @Test
  void the_weighted_mean_is_dl4j_sparks_average_when_replicas_have_equal_tokens() {
    JobContext context = LocalSpark.context();
    List<DataSet> data = List.of(minibatch(1), minibatch(2));
    MultiLayerNetwork start = network();

    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(2, 1)
            .batchSizePerWorker(BATCH)
            .averagingFrequency(1)
            .workerPrefetchNumBatches(0)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never)
            .build();
    MultiLayerNetwork averaged =
        new SparkDl4jMultiLayer(context.sparkContext(), start.clone(), master)
            .fit(context.sparkContext().parallelize(data, 2));

    List<Part> parts =
        data.stream()
            .map(
                minibatch -> {
                  MultiLayerNetwork replica = start.clone();
                  replica.fit(minibatch);
                  return new Part(BATCH * TIME_STEPS, replica.params().toFloatVector());
                })
            .toList();
    float[] ours = WeightedMean.of(parts);

    float[] theirs = averaged.params().toFloatVector();
    assertThat(theirs).isNotEqualTo(start.params().toFloatVector());
    assertThat(ours).containsExactly(theirs, within(1e-6f));
  }
}
