package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

class WordCounterTest {
  private static int add(WordCounter words, String word, long position) {
    byte[] bytes = ("<" + word + ">").getBytes(StandardCharsets.ISO_8859_1);
    return words.add(bytes, 1, bytes.length - 1, position);
  }

  private static String word(WordCounter words, int index) {
    return new String(words.word(index), StandardCharsets.ISO_8859_1);
  }

  /** Words of up to 20 bytes, any of them; many are prefixes of others. */
  private static String random(Random random) {
    int length = 1 + random.nextInt(random.nextBoolean() ? 3 : 20);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(random.nextBoolean() ? 'a' : (char) (1 + random.nextInt(255)));
    }
    return word.toString();
  }

  /** Count and first position of each word. */
  private static Map<String, List<Long>> contents(WordCounter words) {
    Map<String, List<Long>> contents = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      List<Long> figures = List.of(words.count(i), words.first(i));
      assertThat(contents.put(word(words, i), figures)).isNull();
    }
    return contents;
  }

  @Property(tries = 200)
  void tables_of_parts_merged_are_that_of_the_whole(
      @ForAll @IntRange(min = 0, max = 400) int size, @ForAll long seed)
      throws IOException, ClassNotFoundException {
    Random random = new Random(seed);
    Map<String, List<Long>> expected = new HashMap<>();
    List<WordCounter> parts = List.of(new WordCounter(), new WordCounter(), new WordCounter());
    for (long position = 0; position < size; position++) {
      String word = random(random);
      List<Long> before = expected.getOrDefault(word, List.of(0L, position));
      expected.put(word, List.of(before.get(0) + 1, before.get(1)));
      add(parts.get(random.nextInt(3)), word, position);
    }

    WordCounter merged = parts.get(0).trimmed();
    assertThat(contents(merged)).isEqualTo(contents(parts.get(0)));
    merged.addAll(parts.get(2)).addAll(copyBySerialization(parts.get(1)));
    assertThat(contents(merged)).isEqualTo(expected);
  }

  private static WordCounter copyBySerialization(WordCounter words)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(words);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (WordCounter) in.readObject();
    }
  }

  @Property(tries = 100)
  void words_compare_as_their_bytes_and_prefixes_agree(@ForAll long seed) {
    Random random = new Random(seed);
    WordCounter words = new WordCounter();
    for (int i = 0; i < 30; i++) {
      add(words, random(random), i);
    }
    for (int i = 0; i < words.size(); i++) {
      for (int j = 0; j < words.size(); j++) {
        int expected = Arrays.compareUnsigned(words.word(i), words.word(j));
        assertThat(Integer.signum(words.compare(i, j))).isEqualTo(Integer.signum(expected));
        if (Long.compareUnsigned(words.prefix(i), words.prefix(j)) < 0) {
          assertThat(expected).isNegative();
        }
      }
    }
  }

  @Test
  void a_prefix_is_the_first_eight_bytes_with_zeros_after_a_short_word() {
    WordCounter words = new WordCounter();
    int longer = add(words, "abcdefghij", 0);
    int shorter = add(words, "\u00FFb", 1);

    assertThat(words.prefix(longer)).isEqualTo(0x6162636465666768L);
    assertThat(words.prefix(shorter)).isEqualTo(0xFF62000000000000L);
  }

  @Test
  void an_index_is_given_by_first_appearance() {
    WordCounter words = new WordCounter();
    assertThat(add(words, "b", 0)).isZero();
    assertThat(add(words, "a", 1)).isEqualTo(1);
    assertThat(add(words, "b", 2)).isZero();
    assertThat(words.count(0)).isEqualTo(2);
  }

  @Test
  void three_hundred_thousand_words_are_told_apart() {
    WordCounter words = new WordCounter();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 300_000; i++) {
        assertThat(add(words, Integer.toString(i, 36), i)).isEqualTo(i);
      }
    }
    assertThat(words.size()).isEqualTo(300_000);
    assertThat(words.count(299_999)).isEqualTo(2);
    assertThat(word(words, 299_999)).isEqualTo(Integer.toString(299_999, 36));
  }

  /**
   * Words of 16 bytes whose hashes are equal in all 64 bits: the second half undoes what the first
   * one did. With another hash function than the table's they are words like any others.
   */
  @Test
  void words_of_the_same_hash_are_two_words() {
    List<byte[]> same = new ArrayList<>();
    for (long first = 1; first <= 50; first++) {
      ByteBuffer word = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      same.add(word.putLong(first).putLong(mix(16 ^ first) ^ 99).array());
    }
    WordCounter words = new WordCounter();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < same.size(); i++) {
        assertThat(words.add(same.get(i), 0, 16, i)).isEqualTo(i);
      }
    }
    assertThat(words.size()).isEqualTo(50);
  }

  private static long mix(long x) {
    long h = x * 0x9E3779B97F4A7C15L;
    h ^= h >>> 32;
    h *= 0x9E3779B97F4A7C15L;
    return h ^ (h >>> 29);
  }
}
