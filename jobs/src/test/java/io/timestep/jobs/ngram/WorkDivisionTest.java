package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.estimate.TaskMemory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WorkDivisionTest {
  private static final long GB = 1L << 30;
  private static final int WORDS = 2_000_000;

  private static WorkDivision divide(int order, long heap, double mostFrequent) {
    WordCounter words = new WordCounter();
    long most = (long) (WORDS * mostFrequent);
    add(words, "the", most);
    for (int i = 0; i < 1000; i++) {
      add(words, "w" + i, (WORDS - most) / 1000);
    }
    WordIds ids = WordIds.of(words, WORDS / 20, index -> true);
    long events = Arrays.stream(ids.counts()).sum() - WORDS / 20;
    return WorkDivision.of(
        ids,
        events,
        SettingsLoader.of(Settings.class)
            .set("ngram.order=" + order)
            .set("ngram.partition-events=500000")
            .load()
            .settings()
            .ngram(),
        KeyLayout.of(order, ids.lexicon().size()),
        new TaskMemory(heap, 2, 0.5));
  }

  private static void add(WordCounter words, String word, long count) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    words.add(bytes, 0, bytes.length, count, words.size());
  }

  @Test
  void partitions_are_as_large_as_configured_where_memory_allows() {
    WorkDivision work = divide(3, 4 * GB, 0.01);

    assertThat(work.plan().partitionEvents()).isEqualTo(500_000);
    assertThat(work.places().count()).isEqualTo(5);
    assertThat(work.plan().largestPartition()).isBetween(400_000L, 500_000L);
    assertThat(work.plan().fits()).isTrue();
  }

  @Test
  void partitions_are_smaller_where_memory_is_scarce_and_the_model_has_the_same_shards() {
    WorkDivision work = divide(5, GB / 16, 0.01);

    assertThat(work.plan().partitionEvents()).isLessThan(100_000);
    assertThat(work.plan().largestPartition()).isLessThan(200_000);
    assertThat(work.shardStarts()).isEqualTo(divide(5, 4 * GB, 0.01).shardStarts());
  }

  @Test
  void a_word_that_is_most_of_the_text_is_dealt_out() {
    WorkDivision work = divide(3, 4 * GB, 0.6);

    assertThat(work.places().splitWords()).hasSize(1);
    assertThat(work.plan().largestPartition()).isLessThan(600_000);
  }

  @Test
  void bigrams_are_not_dealt_out_by_a_word_they_do_not_have() {
    assertThat(divide(2, 4 * GB, 0.6).places().isSplit()).isFalse();
  }
}
