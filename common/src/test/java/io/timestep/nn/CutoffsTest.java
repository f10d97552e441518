package io.timestep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutoffsTest {
  private static Vocabulary vocabulary(long... counts) {
    List<String> words =
        new ArrayList<>(
            List.of(Vocabulary.UNKNOWN_WORD, Vocabulary.SENTENCE_START, Vocabulary.SENTENCE_END));
    for (int id = words.size(); id < counts.length; id++) {
      words.add("w" + id);
    }
    return Vocabulary.of(words, counts);
  }

  @Test
  void clusters_begin_after_80_and_95_percent_of_the_text() {
    assertThat(Cutoffs.of(vocabulary(5, 0, 15, 40, 19, 1, 10, 5, 3, 1, 1))).containsExactly(6, 8);
  }

  @Test
  void the_specials_are_in_the_head() {
    assertThat(Cutoffs.of(vocabulary(90, 0, 5, 3, 2))).containsExactly(3, 4);
  }

  @Test
  void no_cluster_is_without_words() {
    assertThat(Cutoffs.of(vocabulary(0, 0, 20, 20, 20, 20, 20))).containsExactly(6);
    assertThat(Cutoffs.of(vocabulary(0, 0, 1, 1))).isEmpty();
    assertThat(Cutoffs.of(vocabulary(0, 0, 0))).isEmpty();
  }
}
