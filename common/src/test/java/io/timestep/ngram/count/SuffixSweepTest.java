package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.ngram.count.SuffixEvents.Boundaries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Events, sorting and the sweep together, against maps of lists. */
class SuffixSweepTest {
  private static final int START = 1;
  private static final int END = 2;
  private static final int VOCABULARY = 9;

  private static List<int[]> text(Random random) {
    List<int[]> sentences = new ArrayList<>();
    for (int s = random.nextInt(12); s > 0; s--) {
      int[] sentence = new int[random.nextInt(10)];
      Arrays.setAll(sentence, i -> 3 + random.nextInt(1 + random.nextInt(VOCABULARY - 3)));
      sentences.add(sentence);
    }
    return sentences;
  }

  /** Occurrences of all N-grams of k words in reading order. */
  private static Map<List<Integer>, Long> occurrences(
      List<int[]> text, Boundaries boundaries, int k) {
    Map<List<Integer>, Long> counts = new HashMap<>();
    for (int[] sentence : text) {
      List<Integer> words = new ArrayList<>(Arrays.stream(sentence).boxed().toList());
      if (boundaries == Boundaries.INCLUDE) {
        words.add(0, START);
        words.add(END);
      }
      for (int from = 0; from + k <= words.size(); from++) {
        counts.merge(List.copyOf(words.subList(from, from + k)), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static List<SortedNgrams> partitions(
      List<int[]> text, KeyLayout layout, Boundaries boundaries, int[] partitionOf, int count) {
    List<List<byte[]>> blocks = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      blocks.add(new ArrayList<>());
    }
    SuffixEvents events = new SuffixEvents(layout, boundaries, START, END, partitionOf, count);
    for (int i = 0; i <= text.size(); i++) {
      if (i == text.size() / 2 || i == text.size()) {
        byte[][] taken = events.takeBlocks();
        for (int p = 0; p < count; p++) {
          blocks.get(p).add(0, taken[p]);
        }
      }
      if (i < text.size()) {
        events.add(text.get(i), text.get(i).length);
      }
    }
    return blocks.stream().map(mine -> SortedNgrams.of(layout, mine)).toList();
  }

  /** Words in reading order of the first k words of a key. */
  private static List<Integer> reading(KeyColumns keys, int i, int k) {
    List<Integer> ids =
        new ArrayList<>(PackedKeys.words(keys, i, k).stream().map(w -> (int) (w - 1)).toList());
    Collections.swap(ids, 0, 1);
    Collections.reverse(ids);
    return ids;
  }

  @Property(tries = 500)
  void every_ngram_of_every_order_is_in_one_partition_with_its_counts(
      @ForAll @IntRange(min = 2, max = 8) int order,
      @ForAll @IntRange(min = 4, max = 32) int bits,
      @ForAll @IntRange(min = 1, max = 4) int partitions,
      @ForAll Boundaries boundaries,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<int[]> text = text(random);
    KeyLayout layout = new KeyLayout(order, bits);
    int[] partitionOf = random.ints(VOCABULARY, 0, partitions).toArray();
    Map<List<Integer>, Long> actual = new HashMap<>();
    Map<List<Integer>, Long> adjusted = new HashMap<>();
    List<SortedNgrams> sorted = partitions(text, layout, boundaries, partitionOf, partitions);
    for (int p = 0; p < partitions; p++) {
      KeyColumns keys = new KeyColumns(layout, sorted.get(p).keys());
      List<List<Integer>> below = List.of();
      for (SuffixLevel level : SuffixSweep.levels(sorted.get(p))) {
        int k = level.order();
        List<List<Integer>> ngrams = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
          List<Integer> ngram = reading(keys, level.source()[i], k);
          ngrams.add(ngram);
          assertThat(partitionOf[ngram.get(k - 2)]).isEqualTo(p);
          assertThat(actual.put(ngram, level.actual()[i])).as("%s twice", ngram).isNull();
          adjusted.put(ngram, level.adjusted()[i]);
          if (k > 2) {
            assertThat(below.get(level.parent()[i])).isEqualTo(ngram.subList(1, k));
          }
        }
        below = ngrams;
      }
    }

    Map<List<Integer>, Long> expected = new HashMap<>();
    for (int k = 2; k <= order; k++) {
      expected.putAll(occurrences(text, boundaries, k));
    }
    assertThat(actual).isEqualTo(expected);
    if (boundaries == Boundaries.INCLUDE) {
      assertThat(adjusted).isEqualTo(adjusted(expected, order));
    }
  }

  private static Map<List<Integer>, Long> adjusted(Map<List<Integer>, Long> counts, int order) {
    Map<List<Integer>, Set<Integer>> left = new HashMap<>();
    for (List<Integer> ngram : counts.keySet()) {
      List<Integer> shorter = ngram.subList(1, ngram.size());
      left.computeIfAbsent(shorter, s -> new HashSet<>()).add(ngram.get(0));
    }
    Map<List<Integer>, Long> adjusted = new HashMap<>();
    counts.forEach(
        (ngram, count) ->
            adjusted.put(
                ngram,
                ngram.size() == order || ngram.get(0) == START
                    ? count
                    : (long) left.get(ngram).size()));
    return adjusted;
  }

  @Property(tries = 100)
  void ids_up_to_the_largest_are_kept_apart(
      @ForAll @IntRange(min = 2, max = 8) int order, @ForAll long seed) {
    Random random = new Random(seed);
    KeyLayout layout = KeyLayout.of(order, Integer.MAX_VALUE);
    int[] pool = {0, 1, (1 << 30) - 1, 1 << 30, Integer.MAX_VALUE - 2, Integer.MAX_VALUE - 1};
    Map<List<Long>, Long> expected = new HashMap<>();
    long[][] packed = new long[200][order];
    for (long[] key : packed) {
      Arrays.setAll(key, j -> pool[random.nextInt(pool.length)] + 1L);
      expected.merge(Arrays.stream(key).boxed().toList(), 1L, Long::sum);
    }
    long[][] columns = PackedKeys.columns(layout, packed);
    ByteBlock block = new ByteBlock();
    for (int i = 0; i < packed.length; i++) {
      for (long[] column : columns) {
        block.putLong(column[i]);
      }
    }

    SortedNgrams sorted = SortedNgrams.of(layout, List.of(block.take()));

    KeyColumns keys = new KeyColumns(layout, sorted.keys());
    Map<List<Long>, Long> counted = new HashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      counted.put(PackedKeys.words(keys, i, order), sorted.counts()[i]);
    }
    assertThat(sorted.size()).isEqualTo(expected.size());
    assertThat(counted).isEqualTo(expected);
    assertThat(layout.longs()).isEqualTo((order + 1) / 2);
  }

  @Test
  void the_largest_id_is_dealt_out_like_any_other() {
    KeyLayout layout = KeyLayout.of(3, Integer.MAX_VALUE);
    int largest = Integer.MAX_VALUE - 1;
    List<int[]> text = List.of(new int[] {3, 4, largest}, new int[] {3, 4, largest});

    SortedNgrams sorted = partitions(text, layout, Boundaries.EXCLUDE, new int[5], 1).get(0);

    KeyColumns keys = new KeyColumns(layout, sorted.keys());
    assertThat(sorted.counts()).containsExactly(2, 2); // 3 4 and 3 4 largest
    assertThat(reading(keys, 1, 3)).containsExactly(3, 4, largest);
  }

  @Test
  void no_block_gives_no_ngram() {
    SortedNgrams none = SortedNgrams.of(new KeyLayout(3, 20), List.of());

    assertThat(none.size()).isZero();
    assertThat(SuffixSweep.levels(none)).hasSize(2).allMatch(level -> level.size() == 0);
  }
}
