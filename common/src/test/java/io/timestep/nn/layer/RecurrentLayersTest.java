package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.VOCABULARY;
import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.ids;
import static io.timestep.nn.layer.LanguageModels.network;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.kernel.TokenScores;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RecurrentLayersTest {
  private static final int BATCH = 3;
  private static final int[] INPUTS = random(BATCH * 4, 1);
  private static final int[] TARGETS = random(BATCH * 4, 2);

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  @Test
  void theScoreIsTheSumOfNatsOfTokensNotMasked() {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0, 7);
    TokenScores scores = RecurrentLayers.score(network, INPUTS, TARGETS, BATCH);
    network.rnnClearPreviousState();
    assertThat(gradient(network, INPUTS, TARGETS, BATCH))
        .isCloseTo(sum(scores.nats()), within(1e-5));

    float[] mask = new float[INPUTS.length];
    Arrays.fill(mask, 1);
    mask[2] = 0;
    mask[11] = 0;
    network.rnnClearPreviousState();
    network.setLayerMaskArrays(null, Nd4j.createFromArray(mask).reshape(BATCH, 4));
    assertThat(gradient(network, INPUTS, TARGETS, BATCH))
        .isCloseTo(sum(scores.nats()) - scores.nats()[2] - scores.nats()[11], within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void stateIsCarriedFromWindowToWindow(ModelConfig.Cell cell) {
    MultiLayerNetwork network = network(cell, 0, 7);
    int[] inputs = random(8, 3);
    int[] targets = random(8, 4);
    double whole = sum(RecurrentLayers.score(network, inputs, targets, 1).nats());
    network.rnnClearPreviousState();
    double first = gradient(network, Arrays.copyOf(inputs, 3), Arrays.copyOf(targets, 3), 1);
    double second =
        gradient(network, Arrays.copyOfRange(inputs, 3, 8), Arrays.copyOfRange(targets, 3, 8), 1);
    assertThat(first + second).isCloseTo(whole, within(1e-5));

    network.rnnClearPreviousState();
    double byStep = 0;
    for (int i = 0; i < 8; i++) {
      byStep -= RecurrentLayers.step(network, inputs[i])[targets[i]];
    }
    assertThat(byStep).isCloseTo(whole, within(1e-5));
  }

  @Test
  void aStateTakenOutAndPutBackGoesOnWhereItWas() {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0, 7);
    RecurrentSequenceLayer layer = (RecurrentSequenceLayer) network.getLayer(1);
    RecurrentLayers.score(network, INPUTS, TARGETS, BATCH);
    var state = layer.rnnGetTBPTTState();
    double[] before = doubles(state.get(RecurrentSequenceLayer.STATE_MEMORY));
    RecurrentLayers.score(network, INPUTS, TARGETS, BATCH);
    assertThat(doubles(state.get(RecurrentSequenceLayer.STATE_MEMORY))).isEqualTo(before);
    layer.rnnSetTBPTTState(state);
    assertThat(doubles(layer.rnnGetTBPTTState().get(RecurrentSequenceLayer.STATE_MEMORY)))
        .isEqualTo(before);
  }

  @Test
  void networksOutputIsTheDistributionOfEachStep() {
    MultiLayerNetwork network = network(ModelConfig.Cell.GRU, 0, 7);
    INDArray output = network.output(ids(INPUTS, BATCH));
    assertThat(output.shape()).containsExactly(BATCH, VOCABULARY, 4);
    TokenScores scores = RecurrentLayers.score(network, INPUTS, TARGETS, BATCH);
    for (int b = 0; b < BATCH; b++) {
      for (int t = 0; t < 4; t++) {
        int i = b * 4 + t;
        assertThat(-Math.log(output.getDouble(b, TARGETS[i], t)))
            .isCloseTo(scores.nats()[i], within(1e-5));
      }
    }
    network.rnnClearPreviousState();
    INDArray step = network.rnnTimeStep(ids(new int[] {3}, 1));
    network.rnnClearPreviousState();
    assertThat(Math.log(step.getDouble(0, 5, 0)))
        .isCloseTo(RecurrentLayers.step(network, 3)[5], within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void theConfigurationSurvivesJson(ModelConfig.Cell cell) {
    MultiLayerConfiguration configuration = network(cell, 0.3, 7).getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    assertThat(((Recurrent) read.getConf(1).getLayer()).getIDropout()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void aSavedNetworkScoresTheSame(ModelConfig.Cell cell, @TempDir Path folder) throws Exception {
    MultiLayerNetwork network = network(cell, 0, 7);
    File file = folder.resolve("network.zip").toFile();
    network.save(file, false);
    MultiLayerNetwork read = MultiLayerNetwork.load(file, false);
    assertThat(RecurrentLayers.score(read, INPUTS, TARGETS, BATCH).nats())
        .isEqualTo(RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats());
  }

  @Test
  void equalSeedsGiveEqualBitsInAnyThread() throws Exception {
    double[] here = trained();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<double[]> there = other.submit(RecurrentLayersTest::trained);
      assertThat(there.get()).isEqualTo(here);
    } finally {
      other.shutdown();
    }
    assertThat(doubles(network(ModelConfig.Cell.LSTM, 0, 8).params())).isNotEqualTo(here);
  }

  private static double[] trained() {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0.2, 7);
    Nd4j.getRandom().setSeed(5);
    for (int step = 0; step < 5; step++) {
      gradient(network, INPUTS, TARGETS, BATCH);
      network.params().subi(network.getFlattenedGradients().reshape(-1).mul(0.01));
    }
    return doubles(network.params());
  }

  @Test
  void aNetworkMayGoFromThreadToThread() throws Exception {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0, 7);
    double here = gradient(network, INPUTS, TARGETS, BATCH);
    double[] gradient = doubles(network.getFlattenedGradients());
    network.rnnClearPreviousState();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Double> there =
          other.submit(
              () -> {
                SingleThread.pin();
                return gradient(network, INPUTS, TARGETS, BATCH);
              });
      assertThat(there.get()).isEqualTo(here);
      assertThat(doubles(network.getFlattenedGradients())).isEqualTo(gradient);
    } finally {
      other.shutdown();
    }
  }

  @Test
  void dropoutIsOnInTrainingOnly() {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0.5, 7);
    double first = gradient(network, INPUTS, TARGETS, BATCH);
    network.rnnClearPreviousState();
    assertThat(gradient(network, INPUTS, TARGETS, BATCH)).isNotEqualTo(first);
    network.rnnClearPreviousState();
    double[] scores = RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats();
    network.rnnClearPreviousState();
    assertThat(RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats()).isEqualTo(scores);
  }

  @Test
  void initialWeightsAreBoundedAndTheForgetGateIsOpen() {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0, 7);
    double bound = 1 / Math.sqrt(6.0);
    assertThat(network.getParam("0_W").amaxNumber().doubleValue()).isBetween(0.05, 0.1);
    assertThat(network.getParam("1_RW").amaxNumber().doubleValue()).isBetween(0.8 * bound, bound);
    assertThat(network.getParam("3_W").amaxNumber().doubleValue()).isBetween(0.8 * bound, bound);
    double[] bias = doubles(network.getParam("1_b"));
    assertThat(Arrays.stream(bias).sum()).isEqualTo(6);
    assertThat(Arrays.copyOfRange(bias, 6, 12)).containsOnly(1);
  }

  @Test
  void idsOutsideTheVocabularyAreRefused() {
    MultiLayerNetwork network = network(ModelConfig.Cell.RNN, 0, 7);
    assertThatThrownBy(() -> network.output(ids(new int[] {VOCABULARY}, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 10, got 11");
    assertThatThrownBy(() -> gradient(network, new int[] {1}, new int[] {-2}, 1))
        .hasMessageContaining("label must be from 0 to 10, got -2");
  }

  @Test
  void aStateOfOtherStreamsIsRefused() {
    MultiLayerNetwork network = network(ModelConfig.Cell.RNN, 0, 7);
    gradient(network, INPUTS, TARGETS, BATCH);
    assertThatThrownBy(() -> gradient(network, new int[] {1}, new int[] {2}, 1))
        .hasMessageContaining("the state is of 3 streams, the input of 1");
  }
}
