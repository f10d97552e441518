package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.network;
import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.nn.ModelConfig;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class TokenEmbeddingLayerTest {
  private static final int[] TARGETS = {1, 2, 3, 4};

  private final MultiLayerNetwork network = network(ModelConfig.Cell.RNN, 0, 7);
  private final TokenEmbeddingLayer layer = (TokenEmbeddingLayer) network.getLayer(0);

  private double[] gradientOf(int... inputs) {
    network.rnnClearPreviousState();
    gradient(network, inputs, TARGETS, 2);
    return doubles(network.getFlattenedGradients());
  }

  @Test
  void what_others_write_to_the_gradient_is_gone_in_the_next_pass() {
    double[] expected = gradientOf(5, 0, 5, 9);
    network.getFlattenedGradients().assign(3); // as an updater of DL4J may
    assertThat(gradientOf(5, 0, 5, 9)).containsExactly(expected);
  }

  @Test
  void an_owned_gradient_is_the_same_whatever_was_read_before() {
    double[] expected = gradientOf(5, 0, 5, 9);
    network.getFlattenedGradients().assign(3); // before the promise
    layer.setBackpropGradientsViewArray(layer.getGradientsViewArray());
    layer.ownGradient();
    gradientOf(1, 2, 10, 9);
    assertThat(layer.gradientRows()).containsExactly(1, 2, 9, 10);
    assertThat(gradientOf(5, 0, 5, 9)).containsExactly(expected);
    assertThat(layer.gradientRows()).containsExactly(0, 5, 9);
  }
}
