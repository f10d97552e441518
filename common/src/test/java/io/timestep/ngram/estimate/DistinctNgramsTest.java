package io.timestep.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctNgramsTest {
  private static final int ORDER = 4;

  /** Ids by Zipf's law; one of them more often the higher the share. */
  private static int[] text(double share) {
    Random random = new Random(4);
    return random
        .ints(200_000, 0, 1)
        .map(i -> random.nextDouble() < share ? 1 : (int) Math.exp(random.nextDouble() * 9))
        .toArray();
  }

  private static long[] counts(int[] text) {
    long[] counts = new long[10_000];
    for (int word : text) {
      counts[word]++;
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.6, 0.95})
  void a_text_in_random_order_has_as_many_distinct_ngrams_or_a_few_less(double share) {
    int[] text = text(share);
    DistinctNgrams distinct = new DistinctNgrams(ORDER, counts(text));

    for (int k = 2; k <= ORDER; k++) {
      Set<String> ngrams = new HashSet<>();
      long afterOne = 0;
      for (int i = 0; i + k <= text.length; i++) {
        StringBuilder ngram = new StringBuilder();
        for (int j = i; j < i + k; j++) {
          ngram.append(text[j]).append(' ');
        }
        if (ngrams.add(ngram.toString()) && text[i] == 1) {
          afterOne++;
        }
      }
      assertThat(distinct.of(k)).isBetween(0.97 * ngrams.size(), 1.4 * ngrams.size());
      assertThat(distinct.after((double) counts(text)[1], k - 1))
          .isBetween(0.97 * afterOne, 1.4 * afterOne);
    }
  }

  @Test
  void a_context_met_once_has_one_continuation() {
    DistinctNgrams distinct = new DistinctNgrams(ORDER, counts(text(0)));

    assertThat(distinct.after(1, ORDER - 1)).isCloseTo(1.0, withinPercentage(10));
  }
}
