package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SkipGramEventsTest {
  private static List<int[]> text(Random random, int largest) {
    List<int[]> sentences = new ArrayList<>();
    for (int s = random.nextInt(10); s > 0; s--) {
      int[] sentence = new int[random.nextInt(15)];
      Arrays.setAll(sentence, i -> largest - random.nextInt(1 + random.nextInt(7)));
      sentences.add(sentence);
    }
    return sentences;
  }

  /** All picks of the words wanted whose gaps leave out at most {@code skip} words. */
  private static void pick(
      int[] sentence,
      int from,
      int wanted,
      int skip,
      List<Long> picked,
      Map<List<Long>, Long> counts) {
    if (wanted == 0) {
      counts.merge(PackedKeys.fromReading(picked), 1L, Long::sum);
      return;
    }
    int last = picked.isEmpty() ? sentence.length - 1 : from + skip;
    for (int next = from; next <= Math.min(last, sentence.length - 1); next++) {
      List<Long> more = new ArrayList<>(picked);
      more.add(sentence[next] + 1L);
      int left = picked.isEmpty() ? skip : skip - (next - from);
      pick(sentence, next + 1, wanted - 1, left, more, counts);
    }
  }

  @Property(tries = 300)
  void every_skip_gram_is_in_one_partition_with_its_count(
      @ForAll @IntRange(min = 2, max = 4) int words,
      @ForAll @IntRange(min = 0, max = 5) int skip,
      @ForAll @IntRange(min = 1, max = 4) int partitions,
      @ForAll @IntRange(min = 7, max = Integer.MAX_VALUE - 1) int largest,
      @ForAll long seed) {
    Random random = new Random(seed);
    KeyLayout layout = KeyLayout.of(words, largest + 1);
    List<List<int[]>> slices = List.of(text(random, largest), text(random, largest));
    List<List<byte[]>> blocks = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      blocks.add(new ArrayList<>());
    }
    Map<List<Long>, Long> expected = new HashMap<>();
    for (List<int[]> slice : slices) {
      slice.forEach(s -> pick(s, 0, words, skip, List.of(), expected));
      new SkipGramEvents(
              layout,
              skip,
              partitions,
              sink -> slice.forEach(sentence -> sink.add(sentence, sentence.length)))
          .forEachRemaining(
              taken -> {
                for (int p = 0; p < partitions; p++) {
                  blocks.get(p).add(0, taken[p]);
                }
              });
    }

    Map<List<Long>, Long> counted = new HashMap<>();
    for (List<byte[]> mine : blocks) {
      SortedNgrams merged = SortedNgrams.ofCounted(layout, mine);
      KeyColumns keys = new KeyColumns(layout, merged.keys());
      for (int i = 0; i < merged.size(); i++) {
        List<Long> ngram = PackedKeys.words(keys, i, words);
        assertThat(counted.put(ngram, merged.counts()[i])).as("%s twice", ngram).isNull();
      }
    }
    assertThat(counted).isEqualTo(expected);
  }

  @Test
  void patterns_leave_out_at_most_so_many_words_in_all() {
    assertThat(SkipPattern.all(2, 2)).extracting(p -> p.offsets()[1]).containsExactly(1, 2, 3);
    assertThat(SkipPattern.all(3, 2))
        .containsExactlyInAnyOrder(
            new SkipPattern(new int[] {0, 1, 2}),
            new SkipPattern(new int[] {0, 1, 3}),
            new SkipPattern(new int[] {0, 2, 3}),
            new SkipPattern(new int[] {0, 1, 4}),
            new SkipPattern(new int[] {0, 2, 4}),
            new SkipPattern(new int[] {0, 3, 4}));
  }

  @Test
  void what_is_frequent_takes_one_row_of_a_block() {
    int[] sentence = new int[10_000];

    byte[][] blocks =
        new SkipGramEvents(new KeyLayout(2, 4), 3, 2, sink -> sink.add(sentence, sentence.length))
            .next();

    assertThat(Arrays.stream(blocks).mapToInt(block -> block.length).sum())
        .isEqualTo(2 * Long.BYTES);
  }
}
