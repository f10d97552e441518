package io.timestep.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.timestep.ngram.count.KeyLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  private static final long MB = 1 << 20;

  private static final CorpusSize SIZE =
      new CorpusSize(
          KeyLayout.of(3, 30_000),
          1_000_000,
          List.of(30_000L, 400_000L, 800_000L),
          200_000,
          4_000_000);

  private static MemoryPlan plan(TaskMemory memory, long largestPartition, long largestShard) {
    return MemoryPlan.of(SIZE, memory, 100_000, 10, largestPartition, largestShard);
  }

  @Test
  void a_task_has_its_part_of_what_cache_and_words_leave() {
    assertThat(new TaskMemory(1000 * MB, 4, 0.5).share(100 * MB)).isEqualTo(100 * MB);
    assertThat(new TaskMemory(1000 * MB, 4, 0.5).share(600 * MB)).isZero();
  }

  @Test
  void the_larger_of_partition_and_shard_must_fit() {
    TaskMemory memory = new TaskMemory(400 * MB, 2, 0.5);
    long room = MemoryPlan.room(SIZE, memory);

    assertThat(plan(memory, room, 1).fits()).isTrue();
    assertThat(plan(memory, room + 1, 1).fits()).isFalse();
    assertThat(plan(memory, 1, room).fits()).isTrue();
    assertThat(plan(memory, 1, 3 * room).fits()).isFalse();
  }

  /** Words have 4 bytes on the average, ids 15 bits. */
  @Test
  void files_are_as_long_as_their_ngrams_say() {
    MemoryPlan plan = plan(new TaskMemory(MB, 1, 0), 1, 1);

    long arpa = 200_000 + 30_000 * 22 + 400_000 * (2 * 5 + 22) + 800_000 * (3 * 5 + 11);
    assertThat((double) plan.arpaBytes()).isCloseTo((double) arpa, withinPercentage(1));
    long bits = 400_000 * (15 + 31 + 32 + 26) + 800_000 * (15 + 31);
    assertThat((double) plan.binaryBytes())
        .isCloseTo(bits / 8.0 + 200_000 + 16 * 30_000, withinPercentage(1));
  }

  @Test
  void memory_without_a_byte_or_a_task_is_refused() {
    assertThatThrownBy(() -> new TaskMemory(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TaskMemory(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TaskMemory(1, 1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
