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
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class TiedWeightsTest {
  private static final int UNITS = 6;
  private static final int BATCH = 3;
  private static final int[] INPUTS = random(BATCH * 4, 1);
  private static final int[] TARGETS = random(BATCH * 4, 2);

  private MultiLayerNetwork network;

  @BeforeEach
  void makeNetwork() {
    makeNetwork(List.of());
  }

  private void makeNetwork(List<Integer> cutoffs) {
    SingleThread.pin();
    network = new MultiLayerNetwork(configuration(UNITS, cutoffs));
    network.init();
    RecurrentLayers.tie(network);
  }

  private static MultiLayerConfiguration configuration(int embedding, List<Integer> cutoffs) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .updater(new Adam(0.03))
        .miniBatch(false)
        .list(
            new TokenEmbedding.Builder()
                .nIn(VOCABULARY)
                .nOut(embedding)
                .tiedClusters(cutoffs.size())
                .build(),
            new Recurrent.Builder(CellType.LSTM).nIn(embedding).nOut(UNITS).build(),
            new SoftmaxOutput.Builder().nIn(UNITS).nOut(VOCABULARY).cutoffs(cutoffs).tied().build())
        .backpropType(BackpropType.TruncatedBPTT)
        .build();
  }

  private double nats() {
    network.rnnClearPreviousState();
    return Arrays.stream(RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats()).sum();
  }

  @Test
  void there_is_one_table_and_a_bias_for_both_layers() {
    assertThat(network.paramTable().keySet()).containsExactly("0_W", "0_b", "1_W", "1_RW", "1_b");
  }

  @Test
  void the_clusters_of_an_adaptive_softmax_have_vectors_behind_the_words() {
    makeNetwork(List.of(4, 7));
    assertThat(network.paramTable().keySet())
        .containsExactly("0_W", "0_b", "0_C", "0_cb", "1_W", "1_RW", "1_b");
    assertThat(network.getParam("0_C").shape()).containsExactly(2, UNITS);
    assertThat(network.getParam("0_C").norm2Number().doubleValue()).isPositive();
  }

  static Stream<List<Integer>> cutoffs() {
    return Stream.of(List.of(), List.of(4, 7));
  }

  @ParameterizedTest
  @MethodSource("cutoffs")
  void the_gradient_is_the_sum_of_what_both_layers_ask_for(List<Integer> cutoffs) {
    makeNetwork(cutoffs);
    double loss = gradient(network, INPUTS, TARGETS, BATCH);
    assertThat(nats()).isCloseTo(loss, within(1e-5));
    double[] gradient = doubles(network.getFlattenedGradients());
    INDArray parameters = network.params();
    for (int i = 0; i < (UNITS + 1) * (VOCABULARY + cutoffs.size()); i++) {
      float value = parameters.getFloat(i);
      parameters.putScalar(i, value + 1e-2);
      double above = nats();
      parameters.putScalar(i, value - 1e-2);
      double below = nats();
      parameters.putScalar(i, value);
      assertThat(gradient[i]).as("parameter %d", i).isCloseTo((above - below) / 2e-2, within(2e-3));
    }
  }

  @ParameterizedTest
  @MethodSource("cutoffs")
  void fit_with_an_updater_of_dl4j_learns(List<Integer> cutoffs) {
    makeNetwork(cutoffs);
    double before = gradient(network, INPUTS, INPUTS, BATCH);
    for (int i = 0; i < 80; i++) {
      network.fit(ids(INPUTS, BATCH), ids(INPUTS, BATCH)); // to repeat what is read
    }
    network.rnnClearPreviousState();
    assertThat(gradient(network, INPUTS, INPUTS, BATCH)).isLessThan(0.3 * before);
  }

  @ParameterizedTest
  @MethodSource("cutoffs")
  void a_saved_network_scores_the_same_once_it_is_tied(List<Integer> cutoffs, @TempDir Path folder)
      throws Exception {
    makeNetwork(cutoffs);
    File file = folder.resolve("network.zip").toFile();
    network.save(file, true);
    double expected = nats();
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    network = MultiLayerNetwork.load(file, true);
    assertThatThrownBy(this::nats).hasMessageContaining("call RecurrentLayers.tie");
    RecurrentLayers.tie(network);
    assertThat(nats()).isEqualTo(expected);
    assertThat(network.getLayerWiseConfigurations()).isEqualTo(configuration);
  }

  @Test
  void an_embedding_of_another_size_is_refused() {
    MultiLayerNetwork wrong = new MultiLayerNetwork(configuration(UNITS - 1, List.of()));
    wrong.init();
    assertThatThrownBy(() -> RecurrentLayers.tie(wrong))
        .hasMessageContaining("the embedding [11, 6] with 0 clusters, got [11, 5] with 0");
  }
}
