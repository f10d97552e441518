package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyLayoutTest {
  static Stream<KeyLayout> all() {
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(
            words -> IntStream.rangeClosed(1, 32).mapToObj(bits -> new KeyLayout(words, bits)));
  }

  /** Words of all sizes, the smallest and the largest among them; many keys begin alike. */
  private static long[][] keys(KeyLayout layout, int count, Random random) {
    long[] pool = new long[4];
    Arrays.setAll(pool, i -> random.nextLong() & layout.mask());
    pool[0] = 0;
    pool[1] = layout.mask();
    long[][] keys = new long[count][layout.words()];
    for (long[] key : keys) {
      Arrays.setAll(key, j -> pool[random.nextInt(pool.length)]);
    }
    return keys;
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_word_lies_in_one_long_and_beside_the_others(KeyLayout layout) {
    long[] used = new long[layout.longs()];
    for (int j = 0; j < layout.words(); j++) {
      assertThat(layout.shift(j)).isBetween(0, Long.SIZE - layout.bits());
      long place = layout.mask() << layout.shift(j);
      assertThat(used[layout.column(j)] & place).as("bits of word %d", j).isZero();
      used[layout.column(j)] |= place;
    }
    assertThat(used).doesNotContain(0L);
    assertThat(layout.wordsPerLong()).isEqualTo(64 / layout.bits());
  }

  @ParameterizedTest
  @MethodSource("all")
  void packed_keys_give_their_words_back(KeyLayout layout) {
    long[][] keys = keys(layout, 20, new Random(layout.hashCode()));
    KeyColumns columns = new KeyColumns(layout, PackedKeys.columns(layout, keys));
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < layout.words(); j++) {
        assertThat(columns.word(i, j)).isEqualTo(keys[i][j]);
      }
    }
  }

  @Property(tries = 500)
  void packed_keys_compare_as_their_words_do(
      @ForAll @IntRange(min = 1, max = 8) int words,
      @ForAll @IntRange(min = 1, max = 32) int bits,
      @ForAll long seed) {
    KeyLayout layout = new KeyLayout(words, bits);
    long[][] keys = keys(layout, 2, new Random(seed));
    long[][] columns = PackedKeys.columns(layout, keys);
    long[] first = Arrays.stream(columns).mapToLong(column -> column[0]).toArray();
    long[] second = Arrays.stream(columns).mapToLong(column -> column[1]).toArray();

    assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(keys[0], keys[1])));
  }

  @Property(tries = 500)
  void leading_words_in_common_and_words_not_missing_are_counted(
      @ForAll @IntRange(min = 1, max = 8) int words,
      @ForAll @IntRange(min = 1, max = 32) int bits,
      @ForAll long seed) {
    KeyLayout layout = new KeyLayout(words, bits);
    long[][] keys = keys(layout, 2, new Random(seed));
    KeyColumns columns = new KeyColumns(layout, PackedKeys.columns(layout, keys));

    int mismatch = Arrays.mismatch(keys[0], keys[1]);
    assertThat(columns.common(0, 1)).isEqualTo(mismatch < 0 ? words : mismatch);
    int length = words;
    while (length > 0 && keys[0][length - 1] == 0) {
      length--;
    }
    assertThat(columns.length(0)).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 2",
    "3, 2",
    "4, 3",
    "255, 8",
    "256, 9",
    "348000, 19",
    "1073741823, 30",
    "1073741824, 31",
    "2147483647, 31"
  })
  void as_many_bits_as_the_last_id_plus_1_needs(int vocabularySize, int bits) {
    assertThat(KeyLayout.of(3, vocabularySize)).isEqualTo(new KeyLayout(3, bits));
  }

  @Test
  void five_words_of_19_bits_take_two_longs() {
    assertThat(new KeyLayout(5, 19).longs()).isEqualTo(2);
    assertThat(new KeyLayout(5, 19).withWords(3).longs()).isEqualTo(1);
    assertThat(new KeyLayout(8, 31).longs()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "1, 33"})
  void impossible_layouts_are_refused(int words, int bits) {
    assertThatThrownBy(() -> new KeyLayout(words, bits))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
