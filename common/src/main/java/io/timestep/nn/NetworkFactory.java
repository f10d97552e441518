package io.timestep.nn;

import io.timestep.util.Seeds;
import io.timestep.util.UserException;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** From the model's settings to a DL4J network: the one place that names layers. */
final class NetworkFactory {
  private NetworkFactory() {}

  static MultiLayerNetwork create(ModelConfig model, int vocabularySize, long seed) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(model, vocabularySize, seed));
    network.init();
    network.initGradientsView();
    return network;
  }

  private static MultiLayerConfiguration configuration(
      ModelConfig model, int vocabularySize, long seed) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(Seeds.derive(seed, "initial-weights"))
            .updater(new NoOp()) // the trainer updates the flat parameter vector itself
            .weightInit(WeightInit.XAVIER)
            .miniBatch(false)
            .list()
            .layer(
                new EmbeddingSequenceLayer.Builder()
                    .nIn(vocabularySize)
                    .nOut(model.embeddingSize())
                    .build());
    for (int layer = 0; layer < model.layers(); layer++) {
      layers.layer(recurrent(model, layer == 0 ? model.embeddingSize() : model.hiddenSize()));
    }
    return layers
        .layer(
            new RnnOutputLayer.Builder(new LossSparseMCXENT())
                .activation(Activation.SOFTMAX)
                .nIn(model.hiddenSize())
                .nOut(vocabularySize)
                .build())
        .backpropType(BackpropType.TruncatedBPTT)
        .setInputType(InputType.recurrent(vocabularySize, RNNFormat.NCW))
        .build();
  }

  private static BaseRecurrentLayer recurrent(ModelConfig model, int inputs) {
    BaseRecurrentLayer.Builder<?> builder =
        switch (model.cell()) {
          case RNN -> new SimpleRnn.Builder();
          case LSTM -> new LSTM.Builder().forgetGateBiasInit(1);
          case GRU ->
              throw new UserException("model.cell: gru is not available yet; use lstm or rnn");
        };
    builder.nIn(inputs).nOut(model.hiddenSize()).activation(Activation.TANH);
    if (model.dropout() > 0) {
      builder.dropOut(1 - model.dropout()); // DL4J counts the probability of being kept
    }
    return builder.build();
  }
}
