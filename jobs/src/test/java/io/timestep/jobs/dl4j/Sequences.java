package io.timestep.jobs.dl4j;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of DL4J's own layers, and sequences to train it on. */
final class Sequences {
  static final int TIME_STEPS = 6;
  private static final int CLASSES = 3;

  private Sequences() {}

  static MultiLayerNetwork network(IUpdater updater) {
    return network(updater, DataType.FLOAT);
  }

  static MultiLayerNetwork network(IUpdater updater, DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(updater)
                .list()
                .layer(new LSTM.Builder().nIn(CLASSES).nOut(5).activation(Activation.TANH).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nIn(5)
                        .nOut(CLASSES)
                        .build())
                .build());
    network.init();
    return network;
  }

  /** Where the next class follows from the last: [examples, classes, steps]. */
  static DataSet minibatch(int examples, long seed) {
    Random random = new Random(seed);
    INDArray features = Nd4j.zeros(examples, CLASSES, TIME_STEPS);
    INDArray labels = Nd4j.zeros(examples, CLASSES, TIME_STEPS);
    for (int b = 0; b < examples; b++) {
      int at = random.nextInt(CLASSES);
      for (int t = 0; t < TIME_STEPS; t++) {
        int next = random.nextInt(4) == 0 ? random.nextInt(CLASSES) : (at + 1) % CLASSES;
        features.putScalar(b, at, t, 1);
        labels.putScalar(b, next, t, 1);
        at = next;
      }
    }
    return new DataSet(features, labels);
  }

  /** The same, but only the first {@code labelled} steps of each have a label. */
  static DataSet masked(DataSet minibatch, int labelled) {
    INDArray mask = Nd4j.zeros(minibatch.numExamples(), TIME_STEPS);
    for (int b = 0; b < minibatch.numExamples(); b++) {
      for (int t = 0; t < labelled; t++) {
        mask.putScalar(b, t, 1);
      }
    }
    return new DataSet(minibatch.getFeatures(), minibatch.getLabels(), null, mask);
  }

  static List<DataSet> minibatches(int count, int examples) {
    return IntStream.range(0, count).mapToObj(i -> minibatch(examples, i)).toList();
  }

  static float[] parameters(MultiLayerNetwork network) {
    return network.params().toFloatVector();
  }
}
