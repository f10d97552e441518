package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.count.SuffixPartitions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
  /** Of a text by Zipf's law, behind the specials. */
  private static long[] weights(int words) {
    long[] weights = new long[words];
    Arrays.setAll(weights, i -> i == 0 ? 0 : 100_000 / i);
    return weights;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void partitions_have_about_the_same_weight(int partitions) {
    long[] weights = weights(5000);
    weights[1] = 30_000;
    int[] partitionOf = Balance.spread(weights, partitions);

    long[] loads = new long[partitions];
    for (int word = 0; word < weights.length; word++) {
      loads[partitionOf[word]] += weights[word];
    }
    long mean = Arrays.stream(loads).sum() / partitions;
    for (long load : loads) {
      assertThat(load).isCloseTo(mean, within(mean / 50));
    }
  }

  @Test
  void a_word_heavier_than_all_others_has_a_partition_to_itself() {
    int[] partitionOf = Balance.spread(new long[] {0, 3, 900, 5, 4, 3, 2, 1}, 3);

    for (int word = 1; word < partitionOf.length; word++) {
      assertThat(partitionOf[word] == partitionOf[2]).isEqualTo(word == 2);
    }
  }

  @Test
  void a_word_over_the_bound_is_dealt_out_in_parts_of_half_of_it() {
    SuffixPartitions places =
        Balance.split(new long[] {0, 999, 600, 100, 99, 99, 99, 1, 1}, 7, 200, 2);

    assertThat(places.splitWords()).containsExactly(2);
    assertThat(places.splitNumber(2)).isZero();
    assertThat(places.splits()[0]).hasSize(6).doesNotHaveDuplicates();
    assertThat(places.splitNumber(1)).isNegative(); // not to be split, being before the first
    assertThat(places.splits()[0]).doesNotContain(places.byWord()[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9, 10, 11, 50})
  void ranges_cover_the_words_and_none_is_empty(int ranges) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      long[] weights = random.longs(12, 0, 1 << random.nextInt(10)).toArray();

      int[] starts = Balance.ranges(weights, 10, ranges);

      assertThat(starts).hasSize(Math.min(10, ranges) + 1).startsWith(0).endsWith(10);
      for (int i = 1; i < starts.length; i++) {
        assertThat(starts[i]).isGreaterThan(starts[i - 1]);
      }
    }
  }

  @Test
  void ranges_are_cut_where_the_weight_is() {
    assertThat(Balance.ranges(new long[] {10, 10, 10, 10, 20, 20}, 6, 4))
        .containsExactly(0, 2, 4, 5, 6);
  }
}
