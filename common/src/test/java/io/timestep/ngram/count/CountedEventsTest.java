package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.count.SuffixEvents.Boundaries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CountedEventsTest {
  private static final int START = 1;
  private static final int END = 2;
  private static final int VOCABULARY = 9;

  private static List<int[]> text(Random random) {
    List<int[]> sentences = new ArrayList<>();
    for (int s = random.nextInt(20); s > 0; s--) {
      int[] sentence = new int[random.nextInt(10)];
      Arrays.setAll(sentence, i -> 3 + random.nextInt(1 + random.nextInt(VOCABULARY - 3)));
      sentences.add(sentence);
    }
    return sentences;
  }

  /** The N-grams that end at each word: as long as can be, at most the highest order. */
  private static Map<List<Integer>, Long> counted(List<int[]> text, int order) {
    Map<List<Integer>, Long> counts = new HashMap<>();
    for (int[] sentence : text) {
      List<Integer> words = new ArrayList<>(Arrays.stream(sentence).boxed().toList());
      words.add(0, START);
      words.add(END);
      for (int to = 2; to <= words.size(); to++) {
        counts.merge(List.copyOf(words.subList(Math.max(0, to - order), to)), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static byte[][] blocks(
      Map<List<Integer>, Long> counts, KeyLayout layout, int[] partitionOf, int partitions) {
    CountedEvents events =
        new CountedEvents(layout, SuffixPartitions.whole(partitionOf, partitions));
    counts.forEach(
        (ngram, count) ->
            events.add(ngram.stream().mapToInt(i -> i).toArray(), ngram.size(), count));
    return events.takeBlocks();
  }

  @Property(tries = 300)
  void texts_counted_apart_are_sorted_as_the_text_of_both(
      @ForAll @IntRange(min = 2, max = 8) int order,
      @ForAll @IntRange(min = 4, max = 32) int bits,
      @ForAll @IntRange(min = 1, max = 4) int partitions,
      @ForAll long seed) {
    Random random = new Random(seed);
    KeyLayout layout = new KeyLayout(order, bits);
    int[] partitionOf = random.ints(VOCABULARY, 0, partitions).toArray();
    List<int[]> one = text(random);
    List<int[]> other = text(random);
    SuffixEvents read =
        new SuffixEvents(layout, Boundaries.INCLUDE, START, END, partitionOf, partitions);
    one.forEach(sentence -> read.add(sentence, sentence.length));
    other.forEach(sentence -> read.add(sentence, sentence.length));
    byte[][] whole = read.takeBlocks();
    byte[][] first = blocks(counted(one, order), layout, partitionOf, partitions);
    byte[][] second = blocks(counted(other, order), layout, partitionOf, partitions);

    for (int p = 0; p < partitions; p++) {
      List<byte[]> apart = new ArrayList<>(List.of(first[p], second[p]));
      Collections.shuffle(apart, random);

      SortedNgrams merged = SortedNgrams.ofCounted(layout, apart);

      SortedNgrams expected = SortedNgrams.of(layout, List.of(whole[p]));
      assertThat(merged.keys()).isDeepEqualTo(expected.keys());
      assertThat(merged.counts()).isEqualTo(expected.counts());
    }
  }

  @Property(tries = 200)
  void ngrams_sorted_in_runs_are_those_sorted_at_once(
      @ForAll @IntRange(min = 2, max = 8) int order,
      @ForAll @IntRange(min = 4, max = 32) int bits,
      @ForAll @IntRange(min = 1, max = 20) int run,
      @ForAll long seed) {
    Random random = new Random(seed);
    KeyLayout layout = new KeyLayout(order, bits);
    List<int[]> text = text(random);
    SuffixEvents read =
        new SuffixEvents(layout, Boundaries.INCLUDE, START, END, new int[VOCABULARY], 1);
    text.forEach(sentence -> read.add(sentence, sentence.length));
    byte[] events = read.takeBlocks()[0];
    byte[] counted = blocks(counted(text, order), layout, new int[VOCABULARY], 1)[0];

    SortedNgrams once = SortedNgrams.of(layout, List.of(events, events));

    SortedNgrams runs = SortedNgrams.of(layout, List.of(events, events), run);
    assertThat(runs.keys()).isDeepEqualTo(once.keys());
    assertThat(runs.counts()).isEqualTo(once.counts());
    SortedNgrams countedRuns = SortedNgrams.ofCounted(layout, List.of(counted, counted), run);
    assertThat(countedRuns.keys()).isDeepEqualTo(once.keys());
    assertThat(countedRuns.counts()).isEqualTo(once.counts());
  }

  @Test
  void counts_are_longs() {
    KeyLayout layout = new KeyLayout(3, 20);
    Map<List<Integer>, Long> many = Map.of(List.of(START, 3, 4), 3_000_000_000L);
    byte[] block = blocks(many, layout, new int[VOCABULARY], 1)[0];

    SortedNgrams merged = SortedNgrams.ofCounted(layout, List.of(block, block));

    assertThat(merged.counts()).containsExactly(6_000_000_000L);
  }

  @Test
  void no_block_gives_no_ngram() {
    assertThat(SortedNgrams.ofCounted(new KeyLayout(3, 20), List.of()).size()).isZero();
  }

  @Test
  void what_is_no_ngram_of_the_layout_is_refused() {
    CountedEvents events =
        new CountedEvents(new KeyLayout(2, 20), SuffixPartitions.whole(new int[VOCABULARY], 1));

    assertThatThrownBy(() -> events.add(new int[] {3}, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> events.add(new int[] {3, 4, 5}, 3, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> events.add(new int[] {3, 4}, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
