package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.train.WeightedMerge.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedMergeTest {
  @Test
  void is_the_mean_weighed_by_tokens() {
    float[] next =
        WeightedMerge.merge(
            new float[] {1, -1},
            0,
            List.of(new Part(30, new float[] {2, 0}), new Part(10, new float[] {6, 4})),
            OuterRule.AVERAGE);
    assertThat(next).containsExactly(3f, 1f);
  }

  @Test
  void a_replica_without_tokens_drops_out() {
    float[] next =
        WeightedMerge.merge(
            new float[] {1},
            0,
            List.of(new Part(0, new float[] {99}), new Part(5, new float[] {2})),
            OuterRule.AVERAGE);
    assertThat(next).containsExactly(2f);
  }

  @Test
  void one_replica_is_itself_to_the_last_bit() {
    Random random = new Random(1);
    float[] start = new float[1000];
    float[] replica = new float[1000];
    for (int i = 0; i < start.length; i++) {
      start[i] = random.nextFloat() - 0.5f;
      replica[i] = start[i] * (1 + 1e-3f * random.nextFloat());
    }
    assertThat(WeightedMerge.merge(start, 0, List.of(new Part(7, replica)), OuterRule.AVERAGE))
        .containsExactly(replica);
  }

  @Test
  void chunks_merged_apart_are_the_vector_merged_whole() {
    float[] start = {1, 2, 3, 4};
    Part a = new Part(1, new float[] {5, 6, 7, 8});
    Part b = new Part(2, new float[] {9, 1, 2, 3});
    float[] whole = WeightedMerge.merge(start, 0, List.of(a, b), OuterRule.AVERAGE);
    float[] tail =
        WeightedMerge.merge(
            start,
            2,
            List.of(new Part(1, new float[] {7, 8}), new Part(2, new float[] {2, 3})),
            OuterRule.AVERAGE);
    assertThat(tail).containsExactly(whole[2], whole[3]);
  }

  @Test
  void values_beyond_the_start_move_from_zero() {
    float[] next =
        WeightedMerge.merge(
            new float[0], 0, List.of(new Part(1, new float[] {4})), (theta, g) -> theta - g / 2);
    assertThat(next[0]).isCloseTo(2f, within(1e-6f));
  }
}
