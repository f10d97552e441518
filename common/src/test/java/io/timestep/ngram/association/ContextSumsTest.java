package io.timestep.ngram.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.SuffixEvents.Boundaries;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.count.SuffixSweep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextSumsTest {
  private static final KeyLayout LAYOUT = KeyLayout.of(4, 9);

  /** 2 3 4, 2 3 5, 6 3 4 (twice), 3 4: contexts with the same last word, and one cut off. */
  private static final List<int[]> SENTENCES =
      List.of(
          new int[] {2, 3, 4},
          new int[] {2, 3, 5},
          new int[] {6, 3, 4},
          new int[] {6, 3, 4},
          new int[] {3, 4});

  private static Map<String, Long> sums(int order) {
    SuffixEvents events = new SuffixEvents(LAYOUT, Boundaries.EXCLUDE, 0, 1, new int[9], 1);
    SENTENCES.forEach(sentence -> events.add(sentence, sentence.length));
    SortedNgrams ngrams = SortedNgrams.of(LAYOUT, List.of(events.takeBlocks()[0]));
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    SuffixLevel level = SuffixSweep.levels(ngrams).get(order - 2);
    long[] sums = ContextSums.of(level, keys);
    assertThat(sums).hasSize(level.size());
    Map<String, Long> byNgram = new HashMap<>();
    for (int i = 0; i < sums.length; i++) {
      int key = level.source()[i];
      String before = order == 3 ? (keys.word(key, 2) - 1) + " " : "";
      byNgram.put(before + (keys.word(key, 0) - 1) + " " + (keys.word(key, 1) - 1), sums[i]);
    }
    return byNgram;
  }

  @Test
  void bigramsAreSummedByTheirFirstWord() {
    assertThat(sums(2)).isEqualTo(Map.of("2 3", 2L, "6 3", 2L, "3 4", 5L, "3 5", 5L));
  }

  @Test
  void trigramsAreSummedByTheirFirstTwoWords() {
    assertThat(sums(3)).isEqualTo(Map.of("2 3 4", 2L, "2 3 5", 2L, "6 3 4", 2L));
  }

  @Test
  void longerContextsAreRefused() {
    assertThatThrownBy(() -> sums(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4-grams");
  }
}
