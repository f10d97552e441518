package io.timestep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.nn.kernel.CellType;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiedWeightsTest extends OutputLayerContract {
  @Override
  MultiLayerConfiguration configuration() {
    return configuration(6, List.of());
  }

  static MultiLayerConfiguration configuration(int embedding, List<Integer> cutoffs) {
    return configuration(
        new TokenEmbedding.Builder().tiedClusters(cutoffs.size()),
        embedding,
        CellType.LSTM,
        new SoftmaxOutput.Builder().cutoffs(cutoffs).tied());
  }

  @Test
  void there_is_one_table_and_a_bias_for_both_layers() {
    assertThat(network.paramTable().keySet()).containsExactly("0_W", "0_b", "1_W", "1_RW", "1_b");
  }

  @Test
  void a_loaded_network_asks_to_be_tied(@TempDir Path folder) throws Exception {
    File file = folder.resolve("network.zip").toFile();
    network.save(file, true);
    network = MultiLayerNetwork.load(file, true);
    assertThatThrownBy(this::nats).hasMessageContaining("call RecurrentLayers.tie");
  }

  @Test
  void an_embedding_of_another_size_is_refused() {
    MultiLayerNetwork wrong = new MultiLayerNetwork(configuration(5, List.of()));
    wrong.init();
    assertThatThrownBy(() -> RecurrentLayers.tie(wrong))
        .hasMessageContaining("the embedding [11, 6] with 0 clusters, got [11, 5] with 0");
  }
}
