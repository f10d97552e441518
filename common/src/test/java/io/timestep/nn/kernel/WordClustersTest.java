package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordClustersTest {
  @Test
  void words_belong_to_the_cluster_that_begins_at_or_before_them() {
    WordClusters clusters = new WordClusters(200, 33_278, List.of(2_000, 10_000), 4);
    assertThat(IntStream.of(0, 1_999, 2_000, 9_999, 10_000, 33_277).map(clusters::of))
        .containsExactly(-1, -1, 0, 0, 1, 1);
    assertThat(clusters.head()).isEqualTo(2_002);
    assertThat(clusters.headUnit(1_999)).isEqualTo(1_999);
    assertThat(clusters.headUnit(20_000)).isEqualTo(2_001);
    assertThat(clusters.words(0)).isEqualTo(8_000);
    assertThat(clusters.words(1)).isEqualTo(23_278);
    assertThat(clusters.size(0)).isEqualTo(50);
    assertThat(clusters.size(1)).isEqualTo(12);
    assertThat(clusters.parameters())
        .isEqualTo(201 * 2_002 + 200 * 50 + 51 * 8_000 + 200 * 12 + 13 * 23_278);
    assertThat(clusters.tailAt(1) + clusters.tailLength(1)).isEqualTo(clusters.parameters());
  }

  @Test
  void projections_have_a_unit_at_least() {
    assertThat(new WordClusters(3, 9, List.of(2, 4), 4).size(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,3", "3,3", "4,2", "-1", "2,9"})
  void cutoffs_that_do_not_rise_within_the_vocabulary_are_refused(String cutoffs) {
    List<Integer> ids = List.of(cutoffs.split(",")).stream().map(Integer::valueOf).toList();
    assertThatThrownBy(() -> new WordClusters(3, 9, ids, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below the vocabulary's size 9, got " + ids);
  }

  @Test
  void a_projection_does_not_grow_with_rarity() {
    assertThatThrownBy(() -> new WordClusters(3, 9, List.of(2), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divValue");
  }
}
