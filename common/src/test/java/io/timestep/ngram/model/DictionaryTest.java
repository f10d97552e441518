package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  private static Dictionary of(String... words) {
    return Dictionary.of(Stream.of(words).map(DictionaryTest::bytes).toList());
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  private static String spelling(Dictionary dictionary, int id) {
    byte[] target = new byte[dictionary.length(id) + 1];
    assertThat(dictionary.copy(id, target, 1)).isEqualTo(target.length);
    return new String(target, 1, target.length - 1, StandardCharsets.UTF_8);
  }

  @Test
  void wordsHaveTheIdsAfterTheBoundaries() {
    Dictionary dictionary = of("the", "말", "of");
    assertThat(dictionary.size()).isEqualTo(5);
    assertThat(List.of(0, 1, 2, 3, 4))
        .extracting(id -> spelling(dictionary, id))
        .containsExactly("<s>", "</s>", "the", "말", "of");
    assertThat(dictionary.id(bytes("말"))).isEqualTo(3);
  }

  @Test
  void aWordSpelledLikeABoundaryIsAWord() {
    Dictionary dictionary = of("<unk>", "</s>", "<s>");
    assertThat(dictionary.id(bytes("<s>"))).isEqualTo(4);
    assertThat(dictionary.id(bytes("</s>"))).isEqualTo(3);
    assertThatThrownBy(() -> of("a").id(bytes("<s>")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'<s>' is no word");
  }

  @Test
  void aWordGivenTwiceIsAnError() {
    assertThatThrownBy(() -> of("a", "b", "a").id(bytes("b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' twice");
  }
}
