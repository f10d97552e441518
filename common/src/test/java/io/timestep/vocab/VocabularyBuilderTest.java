package io.timestep.vocab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyBuilderTest {
  private static final List<WordCount> COUNTS =
      List.of(
          new WordCount("b", 2),
          new WordCount("a", 2),
          new WordCount("c", 5),
          new WordCount("d", 1),
          new WordCount("<unk>", 4));

  @Test
  void ordersByFallingCountThenByBytes() {
    Vocabulary vocabulary = VocabularyBuilder.build(COUNTS, new VocabConfig(0, 1), 14, 3);
    assertThat(vocabulary.words()).containsExactly("<unk>", "<s>", "</s>", "c", "a", "b", "d");
    assertThat(vocabulary.count(Vocabulary.END)).isEqualTo(3);
  }

  @Test
  void wordsLeftOutAndWordsSpelledAsSpecialsAreUnknown() {
    Vocabulary vocabulary = VocabularyBuilder.build(COUNTS, new VocabConfig(5, 2), 14, 3);
    assertThat(vocabulary.words()).containsExactly("<unk>", "<s>", "</s>", "c", "a");
    assertThat(vocabulary.count(Vocabulary.UNKNOWN)).isEqualTo(2 + 1 + 4);
    assertThat(vocabulary.unknownRate()).isCloseTo(7 / 14.0, within(1e-15));
    assertThat(vocabulary.id("<unk>")).isEqualTo(Vocabulary.UNKNOWN);
    assertThat(vocabulary.id("</s>")).isEqualTo(Vocabulary.UNKNOWN);
    assertThat(vocabulary.id("b")).isEqualTo(Vocabulary.UNKNOWN);
  }

  @Test
  void minCountIsInclusive() {
    Vocabulary vocabulary = VocabularyBuilder.build(COUNTS, new VocabConfig(0, 2), 14, 3);
    assertThat(vocabulary.words()).contains("a", "b").doesNotContain("d");
  }
}
