package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.network;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.ModelConfig.DropoutMask;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.nn.kernel.CellType;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {
  private static final int BATCH = 3;
  private static final int[] INPUTS = random(BATCH * 4, 1);
  private static final int[] TARGETS = random(BATCH * 4, 2);
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  static Stream<ModelConfig> models() {
    return Stream.of(
        model(0.4, DropoutMask.SEQUENCE, 0, 0),
        model(0.4, DropoutMask.STEP, 0, 0),
        model(0, DropoutMask.STEP, 0.4, 0),
        model(0, DropoutMask.STEP, 0, 0.4),
        model(0.3, DropoutMask.SEQUENCE, 0.3, 0.3));
  }

  private static ModelConfig model(double units, DropoutMask mask, double words, double weights) {
    return new ModelConfig(
        ModelConfig.Cell.LSTM,
        2,
        6,
        5,
        units,
        mask,
        words,
        weights,
        Softmax.FULL,
        List.of(),
        false);
  }

  private static double trained(MultiLayerNetwork network, long seed) {
    network.rnnClearPreviousState();
    Nd4j.getRandom().setSeed(seed);
    return gradient(network, INPUTS, TARGETS, BATCH);
  }

  private static double[] evaluated(MultiLayerNetwork network) {
    network.rnnClearPreviousState();
    return RecurrentLayers.score(network, INPUTS, TARGETS, BATCH).nats();
  }

  @ParameterizedTest
  @MethodSource("models")
  void itDependsOnTheSeedAlone(ModelConfig model) {
    MultiLayerNetwork network = network(model, 7);
    double first = trained(network, 5);
    double[] gradient = doubles(network.getFlattenedGradients());
    assertThat(trained(network, 6)).isNotEqualTo(first);
    assertThat(trained(network, 5)).isEqualTo(first);
    MultiLayerNetwork other = network(model, 7);
    assertThat(trained(other, 5)).isEqualTo(first);
    assertThat(doubles(other.getFlattenedGradients())).isEqualTo(gradient);
  }

  @ParameterizedTest
  @MethodSource("models")
  void itIsOffAtEvaluationAndLeavesParametersAsTheyAre(ModelConfig model) {
    MultiLayerNetwork network = network(model, 7);
    MultiLayerNetwork plain = network(ModelConfig.Cell.LSTM, 0, 7);
    double[] expected = evaluated(plain);
    assertThat(trained(network, 5)).isNotEqualTo(trained(plain, 5));
    assertThat(evaluated(network)).isEqualTo(expected);
    assertThat(doubles(network.params())).isEqualTo(doubles(plain.params()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theConfigurationSurvivesJsonAndSaving(ModelConfig model, @TempDir Path folder)
      throws Exception {
    MultiLayerNetwork network = network(model, 7);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson());

    File file = folder.resolve("network.zip").toFile();
    network.save(file, false);
    MultiLayerNetwork loaded = MultiLayerNetwork.load(file, false);
    assertThat(trained(loaded, 5)).isEqualTo(trained(network, 5));
    assertThat(evaluated(loaded)).isEqualTo(evaluated(network));
  }

  @Test
  void variationalDropoutDropsTheSameUnitsAtAllSteps() {
    VariationalDropout dropout = new VariationalDropout(0.25);
    INDArray ones = Nd4j.ones(4, 100, 5);
    Nd4j.getRandom().setSeed(1);
    INDArray dropped = dropout.applyDropout(ones, ones.dup(), 0, 0, WORKSPACES);
    assertThat(doubles(ones)).containsOnly(1);
    double sum = 0;
    Set<String> masks = new TreeSet<>();
    for (int b = 0; b < 4; b++) {
      double[] first = doubles(dropped.slice(b).slice(0, 1));
      for (int t = 1; t < 5; t++) {
        assertThat(doubles(dropped.slice(b).slice(t, 1))).isEqualTo(first);
      }
      assertThat(first).containsOnly(0, (float) (1 / 0.75));
      sum += Arrays.stream(first).sum();
      masks.add(Arrays.toString(first));
    }
    assertThat(masks).as("each sequence its own").hasSize(4);
    assertThat(sum / 400).isCloseTo(1, within(0.1));
  }

  @Test
  void stepDropoutDrawsAnewForEachUnitOfEachStep() {
    StepDropout dropout = new StepDropout(0.25);
    INDArray ones = Nd4j.ones(3, 101, 5);
    Nd4j.getRandom().setSeed(1);
    INDArray dropped = dropout.applyDropout(ones, ones.dup(), 0, 0, WORKSPACES);
    assertThat(doubles(ones)).containsOnly(1);
    assertThat(doubles(dropped)).containsOnly(0, (float) (1 / 0.75));
    assertThat(dropped.meanNumber().doubleValue()).isCloseTo(1, within(0.05));
    Set<String> masks = new TreeSet<>();
    for (int b = 0; b < 3; b++) {
      for (int t = 0; t < 5; t++) {
        masks.add(Arrays.toString(doubles(dropped.slice(b).slice(t, 1))));
      }
    }
    assertThat(masks).as("each step of each sequence its own").hasSize(15);
  }

  /** What a larger window drew stands behind what a smaller one draws. */
  @ParameterizedTest
  @MethodSource("models")
  void windowsOfOtherShapesLeaveNothingBehind(ModelConfig model) {
    MultiLayerNetwork used = network(model, 7);
    for (int batch : new int[] {3, 1, 6}) {
      int[] inputs = random(batch * 4, batch);
      int[] targets = random(batch * 4, batch + 1);
      used.rnnClearPreviousState();
      Nd4j.getRandom().setSeed(batch);
      double nats = gradient(used, inputs, targets, batch);
      MultiLayerNetwork fresh = network(model, 7);
      Nd4j.getRandom().setSeed(batch);
      assertThat(gradient(fresh, inputs, targets, batch)).isEqualTo(nats);
      assertThat(doubles(fresh.getFlattenedGradients()))
          .isEqualTo(doubles(used.getFlattenedGradients()));
    }
  }

  @Test
  void kindsAndProbabilitiesAreToldApart() {
    assertThat(new StepDropout(0.5))
        .isEqualTo(new StepDropout(0.5).clone())
        .hasSameHashCodeAs(new StepDropout(0.5))
        .isNotEqualTo(new StepDropout(0.4))
        .isNotEqualTo(new VariationalDropout(0.5));
  }

  @Test
  void aCopyHasAMaskOfItsOwn() {
    StepDropout dropout = new StepDropout(0.5);
    INDArray ones = Nd4j.ones(2, 50, 3);
    INDArray dropped = dropout.applyDropout(ones, ones.dup(), 0, 0, WORKSPACES);
    dropout.clone().applyDropout(ones, ones.dup(), 0, 0, WORKSPACES);
    INDArray back = Nd4j.ones(2, 50, 3);
    assertThat(doubles(dropout.backprop(back, back, 0, 0))).isEqualTo(doubles(dropped.dup('c')));
  }

  /** Neighbours share a draw of 64 bits: none of the pairs may be likelier than it should. */
  @Test
  void neighboursAreDroppedIndependently() {
    INDArray ones = Nd4j.ones(1, 2, 20_000);
    Nd4j.getRandom().setSeed(3);
    double[] units =
        doubles(
            new StepDropout(0.5)
                .applyDropout(ones, ones.dup(), 0, 0, WORKSPACES)
                .permute(2, 0, 1)
                .dup('c'));
    int[] pairs = new int[4];
    for (int i = 0; i < units.length; i += 2) {
      pairs[(units[i] > 0 ? 2 : 0) + (units[i + 1] > 0 ? 1 : 0)]++;
    }
    for (int pair : pairs) {
      assertThat(pair / 20_000.0).isCloseTo(0.25, within(0.015));
    }
  }

  /** A mask is linear: its gradient is right when it is its own adjoint, ⟨dy, Dx⟩ = ⟨Ddy, x⟩. */
  @ParameterizedTest
  @EnumSource(Layout.class)
  void unitDropoutGoesBackThroughTheMaskOfTheForwardPass(Layout layout) {
    goesBack(new VariationalDropout(0.5), layout);
    goesBack(new StepDropout(0.5), layout);
  }

  private static void goesBack(UnitDropout dropout, Layout layout) {
    INDArray x = layout.random(2, 7, 5);
    INDArray dy = layout.random(2, 7, 5);
    double forward = dot(dy, dropout.applyDropout(x, x.dup(), 0, 0, WORKSPACES));
    INDArray dx = layout.copy(dy);
    dropout.backprop(dx, dx, 0, 0);
    assertThat(dot(dx, x)).isCloseTo(forward, within(1e-6));
    assertThat(doubles(dx)).isNotEqualTo(doubles(dy));
  }

  private static double dot(INDArray a, INDArray b) {
    double[] x = doubles(a);
    double[] y = doubles(b);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** How DL4J lays out [batch, units, steps]. */
  enum Layout {
    TIME_MAJOR,
    ROW_MAJOR,
    COLUMN_MAJOR;

    INDArray random(int batch, int units, int steps) {
      return copy(Nd4j.randn(batch, units, steps));
    }

    INDArray copy(INDArray array) {
      return switch (this) {
        case TIME_MAJOR -> array.permute(2, 0, 1).dup('c').permute(1, 2, 0);
        case ROW_MAJOR -> array.dup('c');
        case COLUMN_MAJOR -> array.dup('f');
      };
    }
  }

  @Test
  void aWordIsDroppedEverywhereOrNowhere() {
    WordDropout dropout = new WordDropout(0.25, 9);
    double sum = 0;
    for (int token = 0; token < 4000; token++) {
      float factor = dropout.factor(token);
      assertThat(factor).isIn(0f, (float) (1 / 0.75)).isEqualTo(dropout.factor(token));
      sum += factor;
    }
    assertThat(sum / 4000).isCloseTo(1, within(0.03));
    assertThat(WordDropout.NONE.factor(3)).isEqualTo(1f);
  }

  @Test
  void aProbabilityOfOneIsRefused() {
    assertThatThrownBy(() -> new VariationalDropout(1))
        .hasMessage("dropout must be at least 0 and less than 1, got 1.0");
    assertThatThrownBy(() -> new Recurrent.Builder(CellType.GRU).recurrentWeightDrop(-0.1))
        .hasMessageContaining("recurrent weight drop must be at least 0");
    assertThatThrownBy(() -> new TokenEmbedding.Builder().wordDropout(Double.NaN))
        .hasMessageContaining("word dropout must be at least 0");
  }
}
