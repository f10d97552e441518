package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.nn.kernel.CellType;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** The adaptive softmax as a layer of DL4J's networks. */
class AdaptiveSoftmaxTest extends OutputLayerContract {
  @Override
  MultiLayerConfiguration configuration() {
    return configuration(List.of(4, 8));
  }

  private static MultiLayerConfiguration configuration(List<Integer> cutoffs) {
    return configuration(
        new TokenEmbedding.Builder(),
        5,
        CellType.GRU,
        new SoftmaxOutput.Builder().cutoffs(cutoffs).divValue(2));
  }

  @Test
  void the_parameters_of_head_and_tails_have_names_and_bounds() {
    assertThat(network.getLayer(2).paramTable().keySet())
        .containsExactly("W", "b", "P1", "W1", "b1", "P2", "W2", "b2");
    assertThat(network.getParam("2_W").shape()).containsExactly(6, 6);
    assertThat(network.getParam("2_P1").shape()).containsExactly(6, 3);
    assertThat(network.getParam("2_W2").shape()).containsExactly(1, 3);
    assertThat(network.getParam("2_W1").amaxNumber().doubleValue())
        .isBetween(0.4 / Math.sqrt(3), 1 / Math.sqrt(3));
    assertThat(network.getParam("2_b2").amaxNumber().doubleValue()).isZero();
  }

  @Test
  void json_has_the_cutoffs_and_other_ones_are_another_configuration() {
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration().toJson());
    SoftmaxOutput output = (SoftmaxOutput) read.getConf(2).getLayer();
    assertThat(output.getCutoffs()).containsExactly(4, 8);
    assertThat(output.getDivValue()).isEqualTo(2);
    assertThat(configuration(List.of(5, 8))).isNotEqualTo(configuration());
  }

  @Test
  void cutoffs_beyond_the_vocabulary_are_refused() {
    MultiLayerNetwork wrong = new MultiLayerNetwork(configuration(List.of(4, VOCABULARY)));
    assertThatThrownBy(wrong::init).hasMessageContaining("below the vocabulary's size 11");
  }
}
