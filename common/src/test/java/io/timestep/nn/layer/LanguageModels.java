package io.timestep.nn.layer;

import io.timestep.nn.Architecture;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.kernel.SingleThread;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small networks and token ids for tests. */
final class LanguageModels {
  static final int VOCABULARY = 11;

  private LanguageModels() {}

  static MultiLayerNetwork network(ModelConfig.Cell cell, double dropout, long seed) {
    return network(
        new ModelConfig(cell, 2, 6, 5, dropout, ModelConfig.Softmax.FULL, List.of(), false), seed);
  }

  static MultiLayerNetwork network(ModelConfig model, long seed) {
    SingleThread.pin();
    MultiLayerNetwork network =
        new MultiLayerNetwork(Architecture.languageModel(model, VOCABULARY, seed));
    network.init();
    return network;
  }

  /** [batch, 1, steps]. */
  static INDArray ids(int[] ids, int batch) {
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = ids[i];
    }
    return Nd4j.createFromArray(values).reshape(batch, 1, ids.length / batch);
  }

  static int[] random(int count, long seed) {
    return new SplittableRandom(seed).ints(count, 0, VOCABULARY).toArray();
  }

  /** Leaves the gradient of a window's nats in the network. */
  static double gradient(MultiLayerNetwork network, int[] inputs, int[] targets, int batch) {
    network.setInput(ids(inputs, batch));
    network.setLabels(ids(targets, batch));
    network.computeGradientAndScore();
    return network.score();
  }

  static double[] doubles(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
