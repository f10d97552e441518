package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.VOCABULARY;
import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.ids;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.CellType;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** Our layers beside DL4J's own, in place of them and among them. */
class StockLayersTest {
  private static final int UNITS = 7;
  private static final int EMBEDDING = 5;
  private static final int BATCH = 3;
  private static final int[] INPUTS = random(BATCH * 4, 1);
  private static final int[] TARGETS = random(BATCH * 4, 2);

  /** Blocks i, f, g, o of ours in DL4J's order: block input, forget, output, input gate. */
  private static final int[] STOCK_BLOCK = {3, 1, 0, 2};

  @Test
  void theLstmIsDl4jsOwn() {
    MultiLayerNetwork stock = network(stockEmbedding(), stockLstm(), stockOutput());
    MultiLayerNetwork ours = network(embedding(), lstm(), output());
    ours.setParam("0_W", stock.getParam("0_W"));
    ours.setParam("2_W", stock.getParam("2_W"));
    ours.setParam("2_b", stock.getParam("2_b"));
    for (String key : new String[] {"1_W", "1_RW"}) {
      ours.setParam(key, reordered(stock.getParam(key)));
    }
    ours.setParam("1_b", reordered(stock.getParam("1_b").reshape(1, 4 * UNITS)).reshape(4 * UNITS));

    double expected = gradient(stock, INPUTS, TARGETS, BATCH);
    assertThat(gradient(ours, INPUTS, TARGETS, BATCH)).isCloseTo(expected, within(1e-5));
    for (String key : new String[] {"1_W", "1_RW"}) {
      assertClose(grad(ours, key), reordered(grad(stock, key)));
    }
    assertClose(grad(ours, "1_b"), reordered(grad(stock, "1_b").reshape(1, 4 * UNITS)));
    for (String key : new String[] {"0_W", "2_W", "2_b"}) {
      assertClose(grad(ours, key), grad(stock, key));
    }
    assertClose(ours.output(ids(INPUTS, BATCH)), stock.output(ids(INPUTS, BATCH)));
  }

  @Test
  void ourLayersWorkAmongDl4jsOwn() {
    MultiLayerNetwork ours = network(embedding(), lstm(), output());
    double expected = gradient(ours, INPUTS, TARGETS, BATCH);
    double[] gradient = doubles(grad(ours, "1_W"));
    MultiLayerNetwork[] mixed = {
      network(stockEmbedding(), lstm(), stockOutput()),
      network(embedding(), lstm(), stockOutput()),
      network(stockEmbedding(), lstm(), output())
    };
    for (MultiLayerNetwork network : mixed) {
      for (String key : ours.paramTable().keySet()) {
        network.setParam(key, ours.getParam(key));
      }
      assertThat(gradient(network, INPUTS, TARGETS, BATCH)).isCloseTo(expected, within(1e-5));
      double[] actual = doubles(grad(network, "1_W"));
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i]).isCloseTo(gradient[i], within(1e-5));
      }
    }
  }

  @Test
  void fitWithAnUpdaterOfDl4jLearns() {
    MultiLayerNetwork network = network(embedding(), lstm(), output());
    double before = gradient(network, INPUTS, INPUTS, BATCH);
    network.rnnClearPreviousState();
    for (int i = 0; i < 60; i++) {
      network.fit(ids(INPUTS, BATCH), ids(INPUTS, BATCH)); // to repeat what is read
    }
    assertThat(gradient(network, INPUTS, INPUTS, BATCH)).isLessThan(0.3 * before);
  }

  private static INDArray grad(MultiLayerNetwork network, String key) {
    return network.gradient().getGradientFor(key);
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    double[] a = doubles(actual);
    double[] e = doubles(expected);
    assertThat(a).hasSameSizeAs(e);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(e[i], within(1e-5));
    }
  }

  private static INDArray reordered(INDArray stock) {
    INDArray ours = stock.dup('c');
    for (int q = 0; q < 4; q++) {
      ours.get(NDArrayIndex.all(), NDArrayIndex.interval(q * UNITS, (q + 1) * UNITS))
          .assign(
              stock.get(
                  NDArrayIndex.all(),
                  NDArrayIndex.interval(STOCK_BLOCK[q] * UNITS, (STOCK_BLOCK[q] + 1) * UNITS)));
    }
    return ours;
  }

  private static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.05))
            .miniBatch(false)
            .list(layers);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder
                .backpropType(BackpropType.TruncatedBPTT)
                .setInputType(InputType.recurrent(VOCABULARY, RNNFormat.NCW))
                .build());
    network.init();
    return network;
  }

  private static Layer embedding() {
    return new TokenEmbedding.Builder().nIn(VOCABULARY).nOut(EMBEDDING).build();
  }

  private static Layer stockEmbedding() {
    return new EmbeddingSequenceLayer.Builder().nIn(VOCABULARY).nOut(EMBEDDING).build();
  }

  private static Layer lstm() {
    return new Recurrent.Builder(CellType.LSTM).nIn(EMBEDDING).nOut(UNITS).build();
  }

  private static Layer stockLstm() {
    return new LSTM.Builder().nIn(EMBEDDING).nOut(UNITS).activation(Activation.TANH).build();
  }

  private static Layer output() {
    return new SoftmaxOutput.Builder().nIn(UNITS).nOut(VOCABULARY).build();
  }

  private static Layer stockOutput() {
    return new RnnOutputLayer.Builder(new LossSparseMCXENT())
        .activation(Activation.SOFTMAX)
        .nIn(UNITS)
        .nOut(VOCABULARY)
        .build();
  }
}
