package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.train.WeightedMean.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedMeanTest {
  private static Part part(long tokens, float... values) {
    return new Part(tokens, values);
  }

  @Test
  void replicas_weigh_by_their_tokens() {
    assertThat(WeightedMean.of(List.of(part(30, 2, 0), part(10, 6, 4)))).containsExactly(3f, 1f);
  }

  @Test
  void a_replica_without_tokens_drops_out_whatever_its_values() {
    assertThat(WeightedMean.of(List.of(part(0, Float.NaN), part(5, 2)))).containsExactly(2f);
  }

  @Test
  void replicas_that_all_have_no_token_stay_where_they_were() {
    assertThat(WeightedMean.of(List.of(part(0, 7), part(0, 7)))).containsExactly(7f);
  }

  @Test
  void one_replica_is_itself_to_the_last_bit() {
    Random random = new Random(1);
    float[] replica = new float[10_000];
    for (int i = 0; i < replica.length; i++) {
      replica[i] = (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(20) - 10);
    }
    assertThat(WeightedMean.of(List.of(new Part((1 << 29) - 1, replica)))).containsExactly(replica);
  }

  @Test
  void chunks_apart_are_the_vector_whole() {
    float[] whole = WeightedMean.of(List.of(part(1, 5, 6, 7, 8), part(2, 9, 1, 2, 3)));
    float[] tail = WeightedMean.of(List.of(part(1, 7, 8), part(2, 2, 3)));
    assertThat(tail).containsExactly(whole[2], whole[3]);
  }
}
