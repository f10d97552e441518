package io.timestep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;

class TiedAdaptiveSoftmaxTest extends OutputLayerContract {
  @Override
  MultiLayerConfiguration configuration() {
    return TiedWeightsTest.configuration(6, List.of(4, 7));
  }

  @Test
  void the_clusters_have_vectors_behind_the_words() {
    assertThat(network.paramTable().keySet())
        .containsExactly("0_W", "0_b", "0_C", "0_cb", "1_W", "1_RW", "1_b");
    assertThat(network.getParam("0_C").shape()).containsExactly(2, 6);
    assertThat(network.getParam("0_C").norm2Number().doubleValue()).isPositive();
  }
}
