package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.ngram.NgramSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartitionCountsTest {
  private static final int WORDS = 50;

  /** Counts of a trigram model's partition: some words, some of them frequent. */
  private static PartitionCounts partition(Random random) {
    int[] words = random.ints(random.nextInt(20), 0, WORDS).sorted().distinct().toArray();
    int[] continuations = random.ints(words.length, 1, 9).toArray();
    List<NgramSummary> summaries = List.of(summary(random), summary(random));
    int[] ranks = {random.nextInt(9), random.nextInt(9), random.nextInt(9)};
    GreatestNgram greatest = new GreatestNgram(ranks, new long[1], new long[1], 0);
    return new PartitionCounts(
        summaries, words, continuations, random.nextBoolean() ? greatest : null);
  }

  private static NgramSummary summary(Random random) {
    NgramSummary.Builder summary = new NgramSummary.Builder();
    random.longs(random.nextInt(9), 1, 7).forEach(summary::add);
    return summary.build();
  }

  private static Map<Integer, Integer> table(PartitionCounts counts) {
    Map<Integer, Integer> table = new TreeMap<>();
    for (int i = 0; i < counts.words().length; i++) {
      table.merge(counts.words()[i], counts.continuations()[i], Integer::sum);
    }
    return table;
  }

  @Property(tries = 200)
  void partsMergedInAnyOrderAddUpToThePartitions(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int partitions,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    Random random = new Random(seed);
    List<PartitionCounts> all = new ArrayList<>();
    Map<Integer, Integer> expected = new TreeMap<>();
    for (int i = 0; i < partitions; i++) {
      all.add(partition(random));
      table(all.get(i)).forEach((word, count) -> expected.merge(word, count, Integer::sum));
    }

    Map<Integer, Integer> merged = new TreeMap<>();
    for (int part = 0; part < parts; part++) {
      int mine = part;
      Collections.shuffle(all, random);
      PartitionCounts sum =
          all.stream()
              .map(partition -> partition.split(parts).get(mine))
              .reduce(PartitionCounts::merge)
              .orElseThrow();
      assertThat(sum.words()).isSorted().doesNotHaveDuplicates();
      table(sum).forEach((word, count) -> assertThat(merged.put(word, count)).isNull());
      assertThat(sum.summaries()).isEqualTo(part == 0 ? summaries(all) : List.of());
      assertThat(sum.greatest()).isEqualTo(part == 0 ? greatest(all) : null);
    }
    assertThat(merged).isEqualTo(expected);
  }

  private static List<NgramSummary> summaries(List<PartitionCounts> all) {
    return List.of(
        all.stream().map(p -> p.summaries().get(0)).reduce(NgramSummary.EMPTY, NgramSummary::merge),
        all.stream()
            .map(p -> p.summaries().get(1))
            .reduce(NgramSummary.EMPTY, NgramSummary::merge));
  }

  private static GreatestNgram greatest(List<PartitionCounts> all) {
    return all.stream()
        .map(PartitionCounts::greatest)
        .filter(ngram -> ngram != null)
        .max(GreatestNgram::compareTo)
        .orElse(null);
  }
}
