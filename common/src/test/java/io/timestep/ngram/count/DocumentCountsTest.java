package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.count.SuffixEvents.Boundaries;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Repeats, and documents counted with them, against sets of lists. */
class DocumentCountsTest {
  private static final int START = 0;
  private static final int END = 1;
  private static final int FIRST_WORD = 2;
  private static final int VOCABULARY = 6;

  private static List<int[]> text(Random random) {
    List<int[]> sentences = new ArrayList<>();
    for (int s = random.nextInt(10); s > 0; s--) {
      int[] sentence = new int[random.nextInt(40)];
      int words = 1 + random.nextInt(VOCABULARY - FIRST_WORD);
      Arrays.setAll(sentence, i -> FIRST_WORD + random.nextInt(words));
      sentences.add(sentence);
    }
    return sentences;
  }

  /** Sentences that have each N-gram of k words, in the order of its key. */
  private static Map<List<Long>, Long> documents(List<int[]> text, Boundaries boundaries, int k) {
    Map<List<Long>, Long> counts = new HashMap<>();
    for (int[] sentence : text) {
      List<Long> words = new ArrayList<>(Arrays.stream(sentence).mapToObj(w -> w + 1L).toList());
      if (boundaries == Boundaries.INCLUDE) {
        words.add(0, START + 1L);
        words.add(END + 1L);
      }
      Set<List<Long>> seen = new HashSet<>();
      for (int from = 0; from + k <= words.size(); from++) {
        seen.add(PackedKeys.fromReading(words.subList(from, from + k)));
      }
      seen.forEach(ngram -> counts.merge(ngram, 1L, Long::sum));
    }
    return counts;
  }

  private static List<SortedNgrams> gathered(KeyLayout layout, SuffixEvents events) {
    return Arrays.stream(events.takeBlocks())
        .map(block -> SortedNgrams.of(layout, List.of(block)))
        .toList();
  }

  @Property(tries = 500)
  void every_ngram_of_every_order_has_its_documents(
      @ForAll @IntRange(min = 2, max = 8) int order,
      @ForAll @IntRange(min = 3, max = 32) int bits,
      @ForAll @IntRange(min = 1, max = 4) int partitions,
      @ForAll Boundaries boundaries,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<int[]> text = text(random);
    KeyLayout layout = new KeyLayout(order, bits);
    int[] partitionOf = random.ints(VOCABULARY, 0, partitions).toArray();
    SuffixEvents all = new SuffixEvents(layout, boundaries, START, END, partitionOf, partitions);
    SuffixEvents again = new SuffixEvents(layout, boundaries, START, END, partitionOf, partitions);
    RepeatEvents repeats = new RepeatEvents(again, order);
    for (int[] sentence : text) {
      all.add(sentence, sentence.length);
      repeats.add(sentence, sentence.length);
    }
    List<SortedNgrams> ngrams = gathered(layout, all);
    List<SortedNgrams> repeated = gathered(layout, again);

    Map<List<Long>, Long> counted = new HashMap<>();
    for (int p = 0; p < partitions; p++) {
      KeyColumns keys = new KeyColumns(layout, ngrams.get(p).keys());
      DocumentCounts documents = new DocumentCounts(ngrams.get(p), repeated.get(p));
      for (SuffixLevel level : SuffixSweep.levels(ngrams.get(p))) {
        long[] counts = documents.of(level);
        for (int i = 0; i < level.size(); i++) {
          counted.put(PackedKeys.words(keys, level.source()[i], level.order()), counts[i]);
        }
      }
    }

    Map<List<Long>, Long> expected = new HashMap<>();
    for (int k = 2; k <= order; k++) {
      expected.putAll(documents(text, boundaries, k));
    }
    assertThat(counted).isEqualTo(expected);
  }

  @Test
  void only_the_longest_repeat_that_ends_at_a_place_is_found() {
    int[] sentence = {5, 6, 7, 5, 6, 7, 7, 7};

    int[] lengths = new RepeatedSuffixes(8).lengths(sentence, sentence.length);

    assertThat(Arrays.copyOf(lengths, sentence.length)).containsExactly(0, 0, 0, 1, 2, 3, 1, 2);
  }

  @Test
  void repeats_are_found_up_to_the_order() {
    int[] sentence = new int[100_000]; // one word: every place repeats all that ends before it

    int[] lengths = new RepeatedSuffixes(5).lengths(sentence, sentence.length);

    assertThat(Arrays.copyOf(lengths, 7)).containsExactly(0, 1, 2, 3, 4, 5, 5);
    assertThat(lengths[sentence.length - 1]).isEqualTo(5);
  }

  @Test
  void nothing_of_a_sentence_before_is_a_repeat() {
    RepeatedSuffixes repeats = new RepeatedSuffixes(3);
    repeats.lengths(new int[] {1, 2, 1, 2, 1, 2, 1, 2}, 8);

    assertThat(Arrays.copyOf(repeats.lengths(new int[] {1, 2, 3}, 3), 3)).containsOnly(0);
  }

  @Test
  void repeats_of_another_partition_are_refused() {
    KeyLayout layout = new KeyLayout(2, 4);
    SuffixEvents events =
        new SuffixEvents(layout, Boundaries.EXCLUDE, START, END, new int[VOCABULARY], 1);
    events.add(new int[] {2, 3}, 2);
    SortedNgrams ngrams = SortedNgrams.of(layout, List.of(events.takeBlocks()));
    events.add(new int[] {4, 5}, 2);
    SortedNgrams others = SortedNgrams.of(layout, List.of(events.takeBlocks()));
    DocumentCounts documents = new DocumentCounts(ngrams, others);

    assertThatThrownBy(() -> documents.of(SuffixSweep.levels(ngrams).get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 of 1 repeated 2-grams");
  }
}
