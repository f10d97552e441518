package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Lexicon;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordIdsTest {
  private static WordCounter counted(String text) {
    WordCounter words = new WordCounter();
    long position = 0;
    for (String word : text.split(" ", -1)) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      words.add(bytes, 0, bytes.length, position++);
    }
    return words;
  }

  private static List<String> words(Lexicon lexicon) {
    return IntStream.range(0, lexicon.size()).mapToObj(lexicon::word).toList();
  }

  @Test
  void words_follow_the_specials_by_falling_count_and_then_by_bytes() {
    WordIds ids =
        WordIds.of(counted("z é longword-b longword-a longword a b b longword-ab"), 5, i -> true);

    assertThat(words(ids.lexicon()))
        .containsExactly(
            "<unk>",
            "<s>",
            "</s>",
            "b",
            "a",
            "longword",
            "longword-a",
            "longword-ab",
            "longword-b",
            "z",
            "é");
    assertThat(ids.counts()).startsWith(0, 5, 5, 2, 1);
    assertThat(ids.kept()).isEqualTo(11);
    assertThat(ids.keptLexicon()).isSameAs(ids.lexicon());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void words_of_equal_counts_come_in_the_order_of_their_bytes(long seed) {
    Random random = new Random(seed);
    byte[] alphabet = {0, 1, 'a', 'b', (byte) 0xFF};
    Set<String> spellings = new HashSet<>();
    WordCounter words = new WordCounter();
    for (int i = 0; i < 300; i++) {
      byte[] word = new byte[1 + random.nextInt(30)];
      for (int j = random.nextInt(word.length); j < word.length; j++) { // zeros in front
        word[j] = alphabet[random.nextInt(alphabet.length)];
      }
      if (spellings.add(new String(word, StandardCharsets.ISO_8859_1))) {
        words.add(word, 0, word.length, i);
      }
    }

    int[] ranked = WordIds.ranked(words, i -> true);

    List<String> inOrder =
        Arrays.stream(ranked)
            .mapToObj(i -> new String(words.word(i), StandardCharsets.ISO_8859_1))
            .toList();
    assertThat(inOrder).isEqualTo(spellings.stream().sorted().toList());
  }

  @Test
  void words_outside_the_model_come_last_whatever_their_count() {
    WordCounter words = counted("a a a a b b c c c");

    WordIds ids = WordIds.of(words, 1, i -> i > 0); // not a

    assertThat(words(ids.lexicon())).containsExactly("<unk>", "<s>", "</s>", "c", "b", "a");
    assertThat(ids.kept()).isEqualTo(5);
    assertThat(words(ids.keptLexicon())).containsExactly("<unk>", "<s>", "</s>", "c", "b");
  }

  @Test
  void ids_do_not_depend_on_which_table_was_merged_into_which() {
    String first = "x y y tie-breaker-1 tie-breaker-3";
    String second = "x tie-breaker-2 z z y";
    WordIds one = WordIds.of(counted(first).addAll(counted(second)), 2, i -> true);
    WordIds other = WordIds.of(counted(second).addAll(counted(first)), 2, i -> true);

    assertThat(words(one.lexicon())).isEqualTo(words(other.lexicon()));
    assertThat(one.counts()).isEqualTo(other.counts());
  }

  @Test
  void ranks_are_by_first_appearance_behind_the_specials() {
    WordIds ids = WordIds.of(counted("b c a a"), 1, i -> true);

    // ids: a 3, b 4, c 5
    assertThat(ids.ranks()).containsExactly(0, 1, 2, 5, 3, 4);
  }
}
