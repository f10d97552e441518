package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.engine.LocalSpark;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.count.PartitionCounts;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionMergeIT {
  /** Each of 100 partitions has all 300 words. */
  @Test
  void the_driver_gets_each_word_once_however_many_partitions_have_it() {
    int[] words = IntStream.range(0, 300).toArray();
    int[] once = new int[words.length];
    Arrays.fill(once, 1);
    NgramSummary summary = new NgramSummary.Builder().add(1).add(2).build();
    PartitionCounts partition = new PartitionCounts(List.of(summary), words, once, null);

    List<PartitionCounts> merged =
        PartitionMerge.merge(
            LocalSpark.context()
                .sparkContext()
                .parallelize(Collections.nCopies(100, partition), 100));

    assertThat(merged.stream().flatMapToInt(part -> Arrays.stream(part.words())))
        .containsExactlyInAnyOrder(Arrays.stream(words).boxed().toArray(Integer[]::new));
    assertThat(merged.stream().flatMapToInt(part -> Arrays.stream(part.continuations())))
        .containsOnly(100);
    assertThat(merged.stream().flatMap(part -> part.summaries().stream()))
        .containsExactly(new NgramSummary(200, 300, List.of(100L, 100L, 0L, 0L)));
  }
}
