package io.timestep.nn;

import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.WordClusters;
import io.timestep.nn.layer.Recurrent;
import io.timestep.nn.layer.SoftmaxOutput;
import io.timestep.nn.layer.StepDropout;
import io.timestep.nn.layer.TokenEmbedding;
import io.timestep.nn.layer.VariationalDropout;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.nd4j.linalg.learning.config.NoOp;

/** From the model's settings to layers. */
public final class Architecture {
  private Architecture() {}

  /**
   * Embedding, recurrent layers, softmax. Gradients are of the sum of nats ({@code
   * miniBatch(false)}); there is no updater: whoever trains it updates the parameters.
   *
   * @param seed of the initial weights
   */
  public static MultiLayerConfiguration languageModel(
      ModelConfig model, int vocabularySize, long seed) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new NoOp())
            .miniBatch(false)
            .list()
            .layer(embedding(model, vocabularySize));
    for (int layer = 0; layer < model.layers(); layer++) {
      Recurrent.Builder builder =
          new Recurrent.Builder(cell(model.cell()))
              .nIn(layer == 0 ? model.embeddingSize() : model.hiddenSize())
              .nOut(model.hiddenSize())
              .recurrentWeightDrop(model.dropoutRecurrent());
      if (model.dropout() > 0) {
        builder.dropOut(dropout(model));
      }
      layers.layer(builder.build());
    }
    return layers
        .layer(output(model, vocabularySize))
        .backpropType(BackpropType.TruncatedBPTT)
        .build();
  }

  private static TokenEmbedding embedding(ModelConfig model, int vocabularySize) {
    TokenEmbedding.Builder embedding =
        new TokenEmbedding.Builder()
            .nIn(vocabularySize)
            .nOut(model.embeddingSize())
            .wordDropout(model.dropoutEmbedding());
    if (model.tieWeights()) {
      embedding.tiedClusters(model.cutoffs().size());
    }
    return embedding.build();
  }

  private static SoftmaxOutput output(ModelConfig model, int vocabularySize) {
    SoftmaxOutput.Builder output =
        new SoftmaxOutput.Builder()
            .nIn(model.hiddenSize())
            .nOut(vocabularySize)
            .cutoffs(model.cutoffs());
    if (model.tieWeights()) {
      output.tied();
    }
    if (model.dropout() > 0) {
      output.dropOut(dropout(model));
    }
    return output.build();
  }

  /** How the output layer divides its words. */
  static WordClusters clusters(ModelConfig model, int vocabularySize) {
    return new WordClusters(
        model.hiddenSize(), vocabularySize, model.cutoffs(), SoftmaxOutput.Builder.DIV_VALUE);
  }

  private static IDropout dropout(ModelConfig model) {
    return switch (model.dropoutMask()) {
      case STEP -> new StepDropout(model.dropout());
      case SEQUENCE -> new VariationalDropout(model.dropout());
    };
  }

  private static CellType cell(ModelConfig.Cell cell) {
    return switch (cell) {
      case RNN -> CellType.RNN;
      case RNN_RELU -> CellType.RNN_RELU;
      case LSTM -> CellType.LSTM;
      case LSTM_PEEPHOLE -> CellType.LSTM_PEEPHOLE;
      case GRU -> CellType.GRU;
    };
  }
}
