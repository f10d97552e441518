package io.timestep.jobs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.layer.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * dl4j-spark's evaluation of networks with our recurrent layers: sequences of unequal lengths,
 * padded and masked, give what each sequence alone gives.
 */
class Dl4jSparkEvaluationIT {
  private static final int INPUTS = 3;
  private static final int LONGEST = 9;

  @BeforeEach
  void computeInOneThread() {
    SingleThread.pin();
  }

  private static MultiLayerNetwork network(
      BackpropType backprop, RnnOutputLayer.Builder output, int outputs) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(0.05))
                .list()
                .layer(new Recurrent.Builder(CellType.LSTM).nIn(INPUTS).nOut(6).build())
                .layer(new Recurrent.Builder(CellType.GRU).nIn(6).nOut(6).build())
                .layer(output.nIn(6).nOut(outputs).build())
                .backpropType(backprop)
                .tBPTTLength(4)
                .build());
    network.init();
    return network;
  }

  /** A sequence whose label at each step is of the class, or the value, of the step before. */
  private static DataSet sequence(int steps, boolean classes, Random random) {
    INDArray features = Nd4j.zeros(1, INPUTS, steps);
    INDArray labels = Nd4j.zeros(1, classes ? INPUTS : 1, steps);
    int before = 0;
    for (int t = 0; t < steps; t++) {
      int now = random.nextInt(INPUTS);
      features.putScalar(0, now, t, 1);
      if (classes) {
        labels.putScalar(0, before, t, 1);
      } else {
        labels.putScalar(0, 0, t, 0.5 * before - 0.3);
      }
      before = now;
    }
    return new DataSet(features, labels);
  }

  /** Of lengths 2 to 9, apart. */
  private static List<DataSet> sequences(boolean classes) {
    Random random = new Random(1);
    List<DataSet> sequences = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      sequences.add(sequence(2 + i % (LONGEST - 1), classes, random));
    }
    return sequences;
  }

  /** Four at a time, padded and masked. */
  private static List<DataSet> padded(List<DataSet> sequences) {
    List<DataSet> minibatches = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i += 4) {
      minibatches.add(DataSet.merge(sequences.subList(i, i + 4)));
    }
    return minibatches;
  }

  private static SparkDl4jMultiLayer trained(MultiLayerNetwork network, List<DataSet> data) {
    for (int epoch = 0; epoch < 40; epoch++) {
      data.forEach(network::fit);
    }
    JobContext context = LocalSpark.context();
    SparkDl4jMultiLayer spark =
        new SparkDl4jMultiLayer(
            context.sparkContext(),
            network,
            AveragingTrainingMaster.withReplicas(2).stepsPerRound(2).build());
    spark.fit(context.sparkContext().parallelize(data, 2));
    return spark;
  }

  @ParameterizedTest
  @EnumSource(BackpropType.class)
  void classification_counts_the_labelled_steps_as_each_sequence_alone_does(BackpropType backprop) {
    List<DataSet> alone = sequences(true);
    List<DataSet> padded = padded(alone);
    assertThat(padded.get(0).getLabelsMaskArray()).isNotNull();
    MultiLayerNetwork network =
        network(
            backprop,
            new RnnOutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX),
            INPUTS);
    SparkDl4jMultiLayer spark = trained(network, padded);

    Evaluation expected = new Evaluation();
    alone.forEach(
        data -> {
          expected.eval(data.getLabels(), network.output(data.getFeatures()));
        });
    Evaluation evaluation =
        spark.evaluate(LocalSpark.context().sparkContext().parallelize(padded, 3));

    int steps = alone.stream().mapToInt(data -> (int) data.getLabels().size(2)).sum();
    assertThat(evaluation.getNumRowCounter()).isEqualTo(steps);
    assertThat(evaluation.getConfusionMatrix()).isEqualTo(expected.getConfusionMatrix());
    assertThat(evaluation.accuracy()).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @EnumSource(BackpropType.class)
  void regression_takes_the_error_of_the_labelled_steps_alone(BackpropType backprop) {
    List<DataSet> alone = sequences(false);
    List<DataSet> padded = padded(alone);
    MultiLayerNetwork network =
        network(
            backprop,
            new RnnOutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY),
            1);
    SparkDl4jMultiLayer spark = trained(network, padded);

    RegressionEvaluation expected = new RegressionEvaluation(1);
    alone.forEach(data -> expected.eval(data.getLabels(), network.output(data.getFeatures())));
    RegressionEvaluation evaluation =
        spark.evaluateRegression(LocalSpark.context().sparkContext().parallelize(padded, 3));

    assertThat(evaluation.meanSquaredError(0))
        .isCloseTo(expected.meanSquaredError(0), within(1e-6));
    assertThat(evaluation.rSquared(0)).isGreaterThan(0.8);
  }
}
