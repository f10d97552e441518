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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

  @Test
  void eight_bytes_are_a_number_with_zeros_after_the_end_of_the_word() {
    WordCounter words = new WordCounter();
    int longer = add(words, "abcdefghij", 0);
    int shorter = add(words, "\u00FFb", 1);
    for (WordCounter table : List.of(words, words.trimmed())) { // with and without room behind
      assertThat(table.eightBytes(longer, 0)).isEqualTo(0x6162636465666768L);
      assertThat(table.eightBytes(longer, 8)).isEqualTo(0x696A000000000000L);
      assertThat(table.eightBytes(longer, 10)).isZero();
      assertThat(table.eightBytes(longer, 16)).isZero();
      assertThat(table.eightBytes(shorter, 0)).isEqualTo(0xFF62000000000000L);
      assertThat(table.eightBytes(shorter, 1)).isEqualTo(0x6200000000000000L);
      assertThat(table.eightBytes(shorter, 8)).isZero();
    }
  }

  @Test
  void words_are_copied_one_after_the_other() {
    WordCounter words = new WordCounter();
    add(words, "ab", 0);
    add(words, "cde", 1);
    byte[] target = new byte[6];

    assertThat(words.bytes()).isEqualTo(5);
    assertThat(words.copy(1, target, 0)).isEqualTo(3);
    assertThat(words.copy(0, target, 3)).isEqualTo(5);
    assertThat(target).containsExactly('c', 'd', 'e', 'a', 'b', 0);
  }

  @Property(tries = 50)
  void parts_of_all_tables_merged_part_by_part_are_the_tables_merged(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int parts) {
    Random random = new Random(seed);
    WordCounter merged = new WordCounter();
    List<WordCounter> mergedParts = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      mergedParts.add(new WordCounter());
    }
    for (int table = 0; table < 3; table++) {
      WordCounter words = new WordCounter();
      for (int i = 0; i < 50; i++) {
        add(words, random(random), 100L * table + i);
      }
      merged.addAll(words);
      List<WordCounter> split = words.split(parts);
      assertThat(split).hasSize(parts);
      for (int p = 0; p < parts; p++) {
        mergedParts.get(p).addAll(split.get(p));
      }
    }

    WordCounter union = WordCounter.union(mergedParts);

    assertThat(described(union)).isEqualTo(described(merged));
    add(union, "a word more", 1000);
    assertThat(add(union, "a word more", 1001)).as("is found").isEqualTo(union.size() - 1);
    assertThat(union.addAll(merged).size()).as("knows them all").isEqualTo(merged.size() + 1);
  }

  /** Count and first place by word. */
  private static Map<String, List<Long>> described(WordCounter words) {
    Map<String, List<Long>> described = new TreeMap<>();
    for (int i = 0; i < words.size(); i++) {
      described.put(word(words, i), List.of(words.count(i), words.first(i)));
    }
    return described;
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
