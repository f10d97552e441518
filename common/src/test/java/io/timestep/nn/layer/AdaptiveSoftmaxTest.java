package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.VOCABULARY;
import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.ids;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.kernel.TokenScores;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** The adaptive softmax as a layer of DL4J's networks. */
class AdaptiveSoftmaxTest {
  private static final int BATCH = 3;
  private static final int[] INPUTS = random(BATCH * 4, 1);
  private static final int[] TARGETS = random(BATCH * 4, 2);

  private MultiLayerNetwork network;

  @BeforeEach
  void makeNetwork() {
    SingleThread.pin();
    network = new MultiLayerNetwork(configuration(List.of(4, 8)));
    network.init();
  }

  private static MultiLayerConfiguration configuration(List<Integer> cutoffs) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Adam(0.03))
        .miniBatch(false)
        .list(
            new TokenEmbedding.Builder().nIn(VOCABULARY).nOut(5).build(),
            new Recurrent.Builder(CellType.GRU).nIn(5).nOut(8).build(),
            new SoftmaxOutput.Builder()
                .nIn(8)
                .nOut(VOCABULARY)
                .cutoffs(cutoffs)
                .divValue(2)
                .build())
        .backpropType(BackpropType.TruncatedBPTT)
        .build();
  }

  private double nats() {
    network.rnnClearPreviousState();
    return Arrays.stream(RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats()).sum();
  }

  @Test
  void the_parameters_of_head_and_tails_have_names_and_bounds() {
    assertThat(network.getLayer(2).paramTable().keySet())
        .containsExactly("W", "b", "P1", "W1", "b1", "P2", "W2", "b2");
    assertThat(network.getParam("2_W").shape()).containsExactly(8, 6);
    assertThat(network.getParam("2_P1").shape()).containsExactly(8, 4);
    assertThat(network.getParam("2_W2").shape()).containsExactly(2, 3);
    double bound = 1 / Math.sqrt(2);
    assertThat(network.getParam("2_W2").amaxNumber().doubleValue()).isBetween(0.4 * bound, bound);
    assertThat(network.getParam("2_b2").amaxNumber().doubleValue()).isZero();
  }

  @Test
  void the_gradient_is_that_of_the_scored_nats() {
    gradient(network, INPUTS, TARGETS, BATCH);
    double[] gradient = doubles(network.getFlattenedGradients());
    INDArray parameters = network.params();
    for (int i = 0; i < gradient.length; i += 3) {
      float value = parameters.getFloat(i);
      parameters.putScalar(i, value + 1e-2);
      double above = nats();
      parameters.putScalar(i, value - 1e-2);
      double below = nats();
      parameters.putScalar(i, value);
      assertThat(gradient[i]).as("parameter %d", i).isCloseTo((above - below) / 2e-2, within(2e-3));
    }
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
  void the_configuration_survives_json() {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    SoftmaxOutput output = (SoftmaxOutput) read.getConf(2).getLayer();
    assertThat(output.getCutoffs()).containsExactly(4, 8);
    assertThat(output.getDivValue()).isEqualTo(2);
    assertThat(configuration(List.of(5, 8))).isNotEqualTo(configuration);
  }

  @Test
  void a_saved_network_scores_the_same(@TempDir Path folder) throws Exception {
    File file = folder.resolve("network.zip").toFile();
    network.save(file, true);
    double expected = nats();
    network = MultiLayerNetwork.load(file, true);
    assertThat(nats()).isEqualTo(expected);
  }

  @Test
  void cutoffs_beyond_the_vocabulary_are_refused() {
    MultiLayerNetwork wrong = new MultiLayerNetwork(configuration(List.of(4, VOCABULARY)));
    assertThatThrownBy(wrong::init).hasMessageContaining("below the vocabulary's size 11");
  }
}
