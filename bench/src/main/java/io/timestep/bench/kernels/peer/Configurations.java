package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.ReferenceRun;
import io.timestep.nn.kernel.CellType;
import io.timestep.nn.layer.Recurrent;
import io.timestep.nn.layer.SoftmaxOutput;
import io.timestep.nn.layer.TokenEmbedding;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** The model as a user of DL4J configures it, of this project's layers and of DL4J's own. */
final class Configurations {
  private Configurations() {}

  /**
   * This project's layers. Their gradient is of the sum of nats, and the rate and bound with it.
   */
  static MultiLayerConfiguration ownLayers(Cell cell, ModelShape shape, IUpdater updater) {
    NeuralNetConfiguration.ListBuilder layers =
        clipped(updater, ReferenceRun.MAX_NORM * shape.tokens())
            .miniBatch(false)
            .list()
            .layer(
                new TokenEmbedding.Builder().nIn(shape.vocabulary()).nOut(shape.hidden()).build());
    for (int layer = 0; layer < ModelShape.LAYERS; layer++) {
      layers.layer(
          new Recurrent.Builder(CellType.valueOf(cell.name()))
              .nIn(shape.hidden())
              .nOut(shape.hidden())
              .build());
    }
    return layers
        .layer(new SoftmaxOutput.Builder().nIn(shape.hidden()).nOut(shape.vocabulary()).build())
        .build();
  }

  /** DL4J's own layers, with integer labels; of the cells it has the LSTM alone. */
  static MultiLayerConfiguration stock(ModelShape shape) {
    NeuralNetConfiguration.ListBuilder layers =
        clipped(new Sgd(ReferenceRun.LEARNING_RATE), ReferenceRun.MAX_NORM)
            .list()
            .layer(
                new EmbeddingSequenceLayer.Builder()
                    .nIn(shape.vocabulary())
                    .nOut(shape.hidden())
                    .build());
    for (int layer = 0; layer < ModelShape.LAYERS; layer++) {
      layers.layer(
          new LSTM.Builder()
              .nIn(shape.hidden())
              .nOut(shape.hidden())
              .activation(Activation.TANH)
              .build());
    }
    return layers
        .layer(
            new RnnOutputLayer.Builder(new LossSparseMCXENT())
                .activation(Activation.SOFTMAX)
                .nIn(shape.hidden())
                .nOut(shape.vocabulary())
                .build())
        .setInputType(InputType.recurrent(shape.vocabulary(), RNNFormat.NCW))
        .build();
  }

  /** Plain SGD on the sum of nats, as fast as on their mean. */
  static Sgd sgd(ModelShape shape) {
    return new Sgd(ReferenceRun.LEARNING_RATE / shape.tokens());
  }

  static Adam adam() {
    return new Adam(1e-3);
  }

  private static NeuralNetConfiguration.Builder clipped(IUpdater updater, double maxNorm) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(updater)
        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
        .gradientNormalizationThreshold(maxNorm);
  }
}
