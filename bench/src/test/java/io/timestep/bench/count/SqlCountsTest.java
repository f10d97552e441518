package io.timestep.bench.count;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlCountsTest {
  @Test
  void joins_neighbouring_words() {
    assertThat(SqlCounts.ngrams("a b c a", 1)).containsExactly("a", "b", "c", "a");
    assertThat(SqlCounts.ngrams("a b c a", 2)).containsExactly("a b", "b c", "c a");
    assertThat(SqlCounts.ngrams("a b c a", 3)).containsExactly("a b c", "b c a");
  }

  @Test
  void words_are_separated_as_kenlm_does() {
    assertThat(SqlCounts.ngrams(" a\t\0b  c\u00A0d\u000Be\r", 1))
        .containsExactly("a", "b", "c\u00A0d\u000Be");
  }

  @Test
  void a_line_shorter_than_the_order_gives_none() {
    assertThat(SqlCounts.ngrams("a b", 3)).isEmpty();
    assertThat(SqlCounts.ngrams("\r", 1)).isEmpty();
  }
}
