package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.ids;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.kernel.TokenScores;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** What networks of DL4J hold to whatever their output layer. */
abstract class OutputLayerContract {
  static final int BATCH = 3;
  static final int[] INPUTS = random(BATCH * 4, 1);
  static final int[] TARGETS = random(BATCH * 4, 2);

  MultiLayerNetwork network;

  abstract MultiLayerConfiguration configuration();

  @BeforeEach
  void makeNetwork() {
    SingleThread.pin();
    network = new MultiLayerNetwork(configuration());
    network.init();
    RecurrentLayers.tie(network);
  }

  /**
   * @param units of the embedding
   */
  static MultiLayerConfiguration configuration(
      TokenEmbedding.Builder embedding, int units, CellType cell, SoftmaxOutput.Builder output) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Adam(0.03))
        .miniBatch(false)
        .list(
            embedding.nIn(LanguageModels.VOCABULARY).nOut(units).build(),
            new Recurrent.Builder(cell).nIn(units).nOut(6).build(),
            output.nIn(6).nOut(LanguageModels.VOCABULARY).build())
        .backpropType(BackpropType.TruncatedBPTT)
        .build();
  }

  final double nats() {
    network.rnnClearPreviousState();
    return Arrays.stream(RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats()).sum();
  }

  @Test
  void score_output_and_single_steps_agree() {
    double loss = gradient(network, INPUTS, TARGETS, BATCH);
    assertThat(nats()).isCloseTo(loss, within(1e-5));
    network.rnnClearPreviousState();
    TokenScores scores = RecurrentLayers.score(network, INPUTS, TARGETS, BATCH);
    network.rnnClearPreviousState();
    INDArray output = network.output(ids(INPUTS, BATCH));
    network.rnnClearPreviousState();
    for (int t = 0; t < 4; t++) {
      double[] logP = RecurrentLayers.step(network, INPUTS[t]); // of the first stream
      assertThat(-logP[TARGETS[t]]).isCloseTo(scores.nats()[t], within(1e-5));
      assertThat(Math.log(output.getDouble(0, TARGETS[t], t)))
          .isCloseTo(logP[TARGETS[t]], within(1e-5));
    }
  }

  @Test
  void fit_with_an_updater_of_dl4j_learns() {
    double before = gradient(network, INPUTS, INPUTS, BATCH);
    for (int i = 0; i < 80; i++) {
      network.fit(ids(INPUTS, BATCH), ids(INPUTS, BATCH)); // to repeat what is read
    }
    network.rnnClearPreviousState();
    assertThat(gradient(network, INPUTS, INPUTS, BATCH)).isLessThan(0.3 * before);
  }

  @Test
  void a_saved_network_scores_the_same(@TempDir Path folder) throws Exception {
    File file = folder.resolve("network.zip").toFile();
    network.save(file, true);
    double expected = nats();
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    network = MultiLayerNetwork.load(file, true);
    RecurrentLayers.tie(network);
    assertThat(nats()).isEqualTo(expected);
    assertThat(network.getLayerWiseConfigurations()).isEqualTo(configuration);
  }

  @Test
  void the_configuration_survives_json() {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
  }
}
