package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.model.Lexicon;
import io.timestep.util.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgramIdsTest {
  private static final Lexicon LEXICON = Lexicon.of(List.of("one", "two\u00A0", "\u00E9"));

  private static int[] read(int order, String ngram) {
    return new NgramIds(LEXICON, order, "part-7")
        .read(ngram.getBytes(StandardCharsets.UTF_8))
        .clone();
  }

  @Test
  void words_stand_between_spaces_alone() {
    assertThat(read(4, "<s> two\u00A0 \u00E9 </s>")).containsExactly(1, 4, 5, 2);
    assertThat(read(2, "one one")).containsExactly(3, 3);
    assertThat(read(1, "one")).containsExactly(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one one one   | more than 2 words",
        "one           | has 1 words, expected 2",
        "one three     | has the word 'three'",
        "one two       | has the word 'two'",
        "'one '        | has the word ''",
        "' one'        | has the word ''",
        "''            | has the word ''",
        "one <unk>     | has the word '<unk>'",
        "one <s>       | across a sentence's boundary",
        "<s> <s>       | across a sentence's boundary",
        "</s> one      | across a sentence's boundary",
      })
  void what_is_no_ngram_of_the_text_is_refused(String ngram, String reason) {
    assertThatThrownBy(() -> read(2, ngram))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("part-7: '%s' ", ngram)
        .hasMessageContaining(reason);
  }
}
