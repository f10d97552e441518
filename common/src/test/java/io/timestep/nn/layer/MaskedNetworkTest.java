package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.VOCABULARY;
import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.ids;
import static io.timestep.nn.layer.LanguageModels.network;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.ModelConfig;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sequences of different lengths in one batch, as DL4J says it: a mask [batch, steps]. */
class MaskedNetworkTest {
  private static final Offset<Double> CLOSE = within(1e-5);
  private static final int[] SHORT = random(3, 1);
  private static final int[] LONG = random(5, 2);
  private static final int[] SHORT_TARGETS = random(3, 3);
  private static final int[] LONG_TARGETS = random(5, 4);
  private static final INDArray MASK =
      Nd4j.createFromArray(new float[][] {{0, 1, 1, 1, 0}, {1, 1, 1, 1, 1}});

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void aBatchOfPaddedSequencesGivesTheLossAndGradientOfEachApart(ModelConfig.Cell cell) {
    MultiLayerNetwork network = network(cell, 0, 7);
    double loss = gradient(network, SHORT, SHORT_TARGETS, 1);
    double[] expected = doubles(network.getFlattenedGradients());
    network.rnnClearPreviousState();
    loss += gradient(network, LONG, LONG_TARGETS, 1);
    double[] second = doubles(network.getFlattenedGradients());
    Arrays.setAll(expected, i -> expected[i] + second[i]);

    network.rnnClearPreviousState();
    network.setLayerMaskArrays(MASK, MASK);
    assertThat(gradient(network, padded(SHORT, LONG), padded(SHORT_TARGETS, LONG_TARGETS), 2))
        .isCloseTo(loss, CLOSE);
    assertThat(doubles(network.getFlattenedGradients())).containsExactly(expected, CLOSE);
  }

  @Test
  void aMaskOfTheFeaturesAloneMasksTheLabelsToo() {
    MultiLayerNetwork network = network(ModelConfig.Cell.LSTM, 0, 7);
    int[] inputs = padded(SHORT, LONG);
    int[] targets = padded(SHORT_TARGETS, LONG_TARGETS);
    network.setLayerMaskArrays(MASK, MASK);
    double both = gradient(network, inputs, targets, 2);
    network.clearLayerMaskArrays();
    network.rnnClearPreviousState();
    network.setLayerMaskArrays(MASK, null);
    assertThat(gradient(network, inputs, targets, 2)).isEqualTo(both);
  }

  @Test
  void aClearedMaskMasksNothing() {
    MultiLayerNetwork network = network(ModelConfig.Cell.GRU, 0, 7);
    int[] inputs = padded(SHORT, LONG);
    int[] targets = padded(SHORT_TARGETS, LONG_TARGETS);
    double plain = gradient(network, inputs, targets, 2);
    network.rnnClearPreviousState();
    network.setLayerMaskArrays(MASK, MASK);
    double masked = gradient(network, inputs, targets, 2);
    network.rnnClearPreviousState();
    network.clearLayerMaskArrays();
    assertThat(masked).isLessThan(plain - 1);
    assertThat(gradient(network, inputs, targets, 2)).isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource(ModelConfig.Cell.class)
  void maskedOutputIsThatOfTheSequenceAlone(ModelConfig.Cell cell) {
    MultiLayerNetwork network = network(cell, 0, 7);
    INDArray alone = network.output(ids(SHORT, 1));
    INDArray batch = network.output(ids(padded(SHORT, LONG), 2), false, MASK, null);
    for (int t = 0; t < 3; t++) {
      for (int v = 0; v < VOCABULARY; v++) {
        assertThat(batch.getDouble(0, v, t + 1)).isCloseTo(alone.getDouble(0, v, t), CLOSE);
      }
    }
  }

  /** The first sequence with a step of junk before and one after, then the second. */
  private static int[] padded(int[] first, int[] second) {
    int[] both = new int[10];
    both[0] = 5;
    System.arraycopy(first, 0, both, 1, 3);
    both[4] = 7;
    System.arraycopy(second, 0, both, 5, 5);
    return both;
  }
}
