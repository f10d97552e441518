package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArpaWriterTest {
  private static final Lexicon LEXICON = Lexicon.of(List.of("a", "\u00A0b"));

  @Test
  void writesAModelAsLmplzDoes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(small(), LEXICON, out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=2

            \\1-grams:
            -1	<unk>	0
            0	<s>	-0.30103
            -0.5	</s>	0
            -1.25	a	-0.1
            -2.5e-7	\u00A0b	0.25

            \\2-grams:
            -0.2	<s> a	-0.7
            -0.3	a a	0
            -0.4	a \u00A0b	0

            \\3-grams:
            -0.6	<s> a a
            -99	a \u00A0b </s>

            \\end\\
            """);
  }

  @Test
  void sizesAreThoseOfTheLines() throws IOException {
    for (NgramTrie shard : List.of(small(), firstShard(), secondShard(), unusual())) {
      long[] sizes = ArpaSections.sizes(shard, LEXICON);

      assertThat(sizes).hasSize(shard.order());
      for (int order = 1; order <= shard.order(); order++) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        lines(shard, order, out);
        assertThat(sizes[order - 1]).isEqualTo(out.size());
      }
    }
  }

  /** Values that are written otherwise than most. */
  private static NgramTrie unusual() {
    float[] probs = {0, -0f, Float.NEGATIVE_INFINITY, -1e-30f, 0.5f};
    float[] backoffs = {-0f, 0, Float.NEGATIVE_INFINITY, 1e20f, 3e-9f};
    return new NgramTrie(
        List.of(
            new TrieLevel(new int[] {0, 1, 2, 3, 4}, probs, backoffs, new int[] {0, 0, 0, 0, 0, 1}),
            new TrieLevel(new int[] {3}, new float[] {-1.5e-8f}, null, null)));
  }

  @Test
  void shardsOneAfterTheOtherAreTheWholeSection() throws IOException {
    for (int order = 1; order <= 3; order++) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      lines(small(), order, whole);
      ByteArrayOutputStream parts = new ByteArrayOutputStream();
      lines(firstShard(), order, parts);
      lines(secondShard(), order, parts);
      assertThat(parts.toString(StandardCharsets.UTF_8))
          .isNotEmpty()
          .isEqualTo(whole.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aLineMayBeLongerThanTheBuffer() throws IOException {
    String huge = "x".repeat(1 << 19);
    Lexicon lexicon = Lexicon.of(List.of(huge, "y"));
    TrieLevel unigrams =
        new TrieLevel(new int[] {3}, new float[] {-1}, new float[] {-2}, new int[] {0, 1});
    TrieLevel bigrams = new TrieLevel(new int[] {3}, new float[] {-3}, null, null);
    NgramTrie trie = new NgramTrie(List.of(unigrams, bigrams));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter writer = new ArpaWriter(lexicon, out);
    writer.lines(trie, 1);
    writer.lines(trie, 2);
    writer.flush();
    assertThat(out.toString(StandardCharsets.US_ASCII))
        .isEqualTo("-1\t" + huge + "\t-2\n-3\t" + huge + " " + huge + "\n");
  }

  @Test
  void manyLinesPassThroughTheBuffer() throws IOException {
    int n = 100_000;
    int[] words = new int[n];
    float[] probs = new float[n];
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < n; i++) {
      words[i] = 3 + i % 2;
      probs[i] = -i;
      expected.append(i == 0 ? "" : "-").append(i).append(i % 2 == 0 ? "\ta\n" : "\t\u00A0b\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines(new NgramTrie(List.of(new TrieLevel(words, probs, null, null))), 1, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }

  @Test
  void aProbabilityThatIsNoNumberIsAFault() {
    NgramTrie trie =
        new NgramTrie(List.of(new TrieLevel(new int[] {3}, new float[] {Float.NaN}, null, null)));
    assertThatThrownBy(() -> lines(trie, 1, new ByteArrayOutputStream()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void lines(NgramTrie trie, int order, ByteArrayOutputStream out)
      throws IOException {
    ArpaWriter writer = new ArpaWriter(LEXICON, out);
    writer.lines(trie, order);
    writer.flush();
  }

  /** p of {@code <s>} a little above 1 and -0, as arithmetic leaves them; a zero probability. */
  private static NgramTrie small() {
    return new NgramTrie(
        List.of(
            new TrieLevel(
                new int[] {0, 1, 2, 3, 4},
                new float[] {-1, 1e-8f, -0.5f, -1.25f, -2.5e-7f},
                new float[] {0, -0.30103f, -0f, -0.1f, 0.25f},
                new int[] {0, 0, 1, 1, 3, 3}),
            new TrieLevel(
                new int[] {3, 3, 4},
                new float[] {-0.2f, -0.3f, -0.4f},
                new float[] {-0.7f, 0, 0},
                new int[] {0, 1, 1, 2}),
            new TrieLevel(
                new int[] {3, 2}, new float[] {-0.6f, Float.NEGATIVE_INFINITY}, null, null)));
  }

  /** The N-grams of {@link #small} that begin with a special. */
  private static NgramTrie firstShard() {
    return new NgramTrie(
        List.of(
            new TrieLevel(
                new int[] {0, 1, 2},
                new float[] {-1, 0, -0.5f},
                new float[] {0, -0.30103f, 0},
                new int[] {0, 0, 1, 1}),
            new TrieLevel(
                new int[] {3}, new float[] {-0.2f}, new float[] {-0.7f}, new int[] {0, 1}),
            new TrieLevel(new int[] {3}, new float[] {-0.6f}, null, null)));
  }

  /** Those that begin with a word. */
  private static NgramTrie secondShard() {
    return new NgramTrie(
        List.of(
            new TrieLevel(
                new int[] {3, 4},
                new float[] {-1.25f, -2.5e-7f},
                new float[] {-0.1f, 0.25f},
                new int[] {0, 2, 2}),
            new TrieLevel(
                new int[] {3, 4},
                new float[] {-0.3f, -0.4f},
                new float[] {0, 0},
                new int[] {0, 0, 1}),
            new TrieLevel(new int[] {2}, new float[] {-99}, null, null)));
  }
}
