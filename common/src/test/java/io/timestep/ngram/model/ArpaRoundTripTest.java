package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is read is what was written, whatever the order of the lines. */
class ArpaRoundTripTest {
  @Property(tries = 60)
  void keepsEveryValueInAnyOrderOfLines(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int order,
      @ForAll @IntRange(min = 1, max = 60) int words)
      throws IOException {
    Random random = new Random(seed);
    ArpaModel model = randomModel(random, order, words);
    String text = written(model);
    assertThat(written(read(text))).isEqualTo(text);
    ArpaModel shuffled = read(shuffledNgrams(text, random));
    assertThat(written(shuffled)).isEqualTo(text);
  }

  /** Lines of the sections from the second order on in another order. */
  private static String shuffledNgrams(String text, Random random) {
    List<String> sections = new ArrayList<>();
    for (String section : text.split("\n\n", -1)) {
      List<String> lines = new ArrayList<>(List.of(section.split("\n", -1)));
      if (section.matches("(?s)\\\\[2-8]-grams.*")) {
        Collections.shuffle(lines.subList(1, lines.size()), random);
      }
      sections.add(String.join("\n", lines));
    }
    return String.join("\n\n", sections);
  }

  private static ArpaModel randomModel(Random random, int order, int words) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      names.add("w" + i);
    }
    Lexicon lexicon = Lexicon.of(names);
    List<TrieLevel> levels = new ArrayList<>();
    int[][] children = {all(lexicon.size())};
    for (int k = 1; k <= order; k++) {
      int[] level = concatenated(children);
      boolean top = k == order;
      children = top ? null : randomChildren(random, level.length, lexicon.size());
      levels.add(
          new TrieLevel(
              level,
              values(random, level.length),
              top ? null : values(random, level.length),
              top ? null : begins(children)));
    }
    return new ArpaModel(lexicon, new NgramTrie(levels));
  }

  private static int[][] randomChildren(Random random, int parents, int words) {
    int[][] children = new int[parents][];
    for (int i = 0; i < parents; i++) {
      TreeSet<Integer> chosen = new TreeSet<>();
      int tries = random.nextInt(20) == 0 ? random.nextInt(60) : random.nextInt(2);
      for (int j = 0; j < tries; j++) {
        chosen.add(random.nextInt(words));
      }
      children[i] = chosen.stream().mapToInt(Integer::intValue).toArray();
    }
    return children;
  }

  private static int[] all(int size) {
    int[] words = new int[size];
    for (int i = 0; i < size; i++) {
      words[i] = i;
    }
    return words;
  }

  private static int[] concatenated(int[][] children) {
    int[] begins = begins(children);
    int[] words = new int[begins[children.length]];
    for (int i = 0; i < children.length; i++) {
      System.arraycopy(children[i], 0, words, begins[i], children[i].length);
    }
    return words;
  }

  private static int[] begins(int[][] children) {
    int[] begins = new int[children.length + 1];
    for (int i = 0; i < children.length; i++) {
      begins[i + 1] = begins[i] + children[i].length;
    }
    return begins;
  }

  private static float[] values(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = -random.nextInt(5) * random.nextFloat();
    }
    return values;
  }

  private static ArpaModel read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ArpaReader.read(new ByteArrayInputStream(bytes), "random.arpa");
  }

  private static String written(ArpaModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(model.trie(), model.lexicon(), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
