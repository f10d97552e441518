package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.sequence.TokenStreams;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An embedding, a recurrent layer and a softmax, each of 4 parameters. */
class GradientClipTest {
  private static final Offset<Double> CLOSE = within(1e-6);
  private static final long TOKENS = 2;

  private final RecurrentNetwork network =
      RecurrentNetwork.create(
          new ModelConfig(
              ModelConfig.Cell.RNN, 1, 1, 2, 0, ModelConfig.Softmax.FULL, List.of(), false),
          2,
          1);

  /** The mean's gradient: 3 and 4 in the embedding, -12 in the recurrent layer; norm 13. */
  @BeforeEach
  void setGradient() {
    network.clearState();
    network.gradient(new TokenStreams(new int[][] {{0, 1, 0}}, new int[1], 3).window(0, 2));
    network.layerGradients().forEach(layer -> layer.assign(0)); // the embedding knows its rows
    network.layerGradients().get(0).putScalar(0, 3.0 * TOKENS);
    network.layerGradients().get(0).putScalar(1, 4.0 * TOKENS);
    network.layerGradients().get(1).putScalar(0, -12.0 * TOKENS);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private GradientClip.Outcome clip(double norm, double value, double layerNorm) {
    GradientClip.Outcome outcome =
        new GradientClip(new ClipConfig(norm, value, layerNorm)).apply(network, TOKENS);
    network.layerGradients().forEach(layer -> layer.muli(outcome.scale()));
    return outcome;
  }

  private static void assertOutcome(GradientClip.Outcome outcome, boolean clipped) {
    assertThat(outcome.norm()).isEqualTo(13);
    assertThat(outcome.clipped()).isEqualTo(clipped);
  }

  private void assertGradient(double first, double second, double third) {
    INDArray embedding = network.layerGradients().get(0);
    assertThat(embedding.getDouble(0)).isCloseTo(first, CLOSE);
    assertThat(embedding.getDouble(1)).isCloseTo(second, CLOSE);
    assertThat(network.layerGradients().get(1).getDouble(0)).isCloseTo(third, CLOSE);
  }

  @Test
  void withoutBoundsTheGradientIsThatOfTheMean() {
    assertOutcome(clip(0, 0, 0), false);
    assertGradient(3, 4, -12);
  }

  @Test
  void theGlobalNormScalesAllAlike() {
    assertOutcome(clip(6.5, 0, 0), true);
    assertGradient(1.5, 2, -6);
  }

  @Test
  void aNormAtItsBoundIsLeftAlone() {
    assertOutcome(clip(13, 12, 12), false);
    assertGradient(3, 4, -12);
  }

  @Test
  void aValueIsBoundedByItselfInBothDirections() {
    assertOutcome(clip(0, 3.5, 0), true);
    assertGradient(3, 3.5, -3.5);
  }

  @Test
  void aLayerIsScaledWhereItsOwnNormIsTooLarge() {
    assertOutcome(clip(0, 0, 6), true);
    assertGradient(3, 4, -6);
    setGradient();
    clip(0, 0, 2.5);
    assertGradient(1.5, 2, -2.5);
  }

  @Test
  void boundsHoldOneAfterTheOtherAndTheNormReportedIsThatBeforeAll() {
    assertOutcome(clip(1, 8, 5), true); // (3, 4), -8; -5
    double root = Math.sqrt(50);
    assertGradient(3 / root, 4 / root, -5 / root);
  }

  @Test
  void aGradientThatIsNoNumberStaysOne() {
    network.layerGradients().get(1).putScalar(0, Double.NaN);
    assertThat(clip(1, 1, 1).norm()).isNaN();
    assertThat(network.gradients().norm()).isNaN();
  }

  @Test
  void boundsBelowZeroAreRefused() {
    assertThatThrownBy(() -> new ClipConfig(1, -1, Double.NaN))
        .hasMessageContaining("train.clip.value must be 0 or more, got -1.0")
        .hasMessageContaining("train.clip.layer-norm must be 0 or more, got NaN");
  }
}
