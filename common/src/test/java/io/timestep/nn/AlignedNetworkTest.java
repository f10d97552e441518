package io.timestep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.nn.kernel.Floats;
import io.timestep.nn.layer.RecurrentLayers;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AlignedNetworkTest {
  private static MultiLayerConfiguration configuration() {
    ModelConfig model =
        new ModelConfig(
            ModelConfig.Cell.LSTM, 2, 7, 5, 0, ModelConfig.Softmax.FULL, List.of(), false);
    return Architecture.languageModel(model, 11, 3);
  }

  @Test
  void weights_are_those_of_a_network_that_is_not_aligned() {
    MultiLayerNetwork plain = new MultiLayerNetwork(configuration());
    plain.init();
    AlignedNetwork aligned = AlignedNetwork.initialized(configuration());
    assertThat(aligned.params().toFloatVector()).containsExactly(plain.params().toFloatVector());
    assertThat(aligned.getLayer(1).params().toFloatVector())
        .containsExactly(plain.getLayer(1).params().toFloatVector());
  }

  @Test
  void parameters_and_gradients_begin_at_a_cache_line() {
    AlignedNetwork network = AlignedNetwork.initialized(configuration());
    assertThat(Floats.of(network.params()).address() % 64).isZero();
    assertThat(Floats.of(network.getFlattenedGradients()).address() % 64).isZero();
    network.initGradientsView();
    assertThat(Floats.of(network.getFlattenedGradients()).address() % 64).isZero();
  }

  @Test
  void closing_frees_both() {
    AlignedNetwork network = AlignedNetwork.initialized(configuration());
    INDArray parameters = network.params();
    INDArray gradients = network.getFlattenedGradients();
    assertThat(parameters.wasClosed() || gradients.wasClosed()).isFalse();
    RecurrentLayers.close(network);
    assertThat(parameters.wasClosed()).isTrue();
    assertThat(gradients.wasClosed()).isTrue();
  }
}
