package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ArpaReaderTest {
  /** As lmplz writes it, in the order of the words' ids. */
  private static final String KENLM =
      """
      \\data\\
      ngram 1=5
      ngram 2=4
      ngram 3=2

      \\1-grams:
      -1.0969099	<unk>	0
      0	<s>	-0.30103
      -0.5	</s>	0
      -0.7	a	-0.25
      -0.9	b	-0.125

      \\2-grams:
      -0.2	<s> a	-0.5
      -0.3	a </s>	0
      -0.4	a b	0.0625
      -0.6	b a	0

      \\3-grams:
      -0.1	<s> a b
      -0.15	a b a

      \\end\\
      """;

  /** The same as SRILM might write it: spaces, blanks, its spelling and order, no zero backoffs. */
  private static final String SRILM =
      """

      made by hand
      \\data\\
      ngram 1=5
      ngram 2=4
      ngram 3=2

      \\1-grams:
      -0.5 </s>
      0 <s> -0.30103
      -1.0969099 <UNK>
      -0.7 a -0.25
      -0.9 b -0.125


      \\2-grams:
      -0.6  b   a
      -0.4 a b 0.0625
      -0.3 a </s>
      -0.2 <s> a -0.5

      \\3-grams:
      -0.15 a b a
      -0.1 <s> a b 0

      \\end\\
      """;

  @Test
  void readsWhatLmplzWrites() throws IOException {
    ArpaModel model = read(KENLM);
    assertThat(model.lexicon().size()).isEqualTo(5);
    assertThat(model.lexicon().word(4)).isEqualTo("b");
    assertThat(model.trie().order()).isEqualTo(3);
    TrieLevel bigrams = model.trie().level(2);
    assertThat(bigrams.words()).containsExactly(3, 2, 4, 3);
    assertThat(bigrams.log10Probs()).containsExactly(-0.2f, -0.3f, -0.4f, -0.6f);
    assertThat(bigrams.log10Backoffs()).containsExactly(-0.5f, 0, 0.0625f, 0);
    assertThat(bigrams.children()).containsExactly(0, 1, 1, 2, 2);
    assertThat(model.trie().level(1).children()).containsExactly(0, 0, 1, 1, 3, 4);
    assertThat(written(model)).isEqualTo(KENLM);
  }

  @Test
  void readsOtherToolsOrderSpellingAndWhiteSpace() throws IOException {
    assertThat(written(read(SRILM))).isEqualTo(KENLM);
    assertThat(written(read(SRILM.replace("\n", "\r\n")))).isEqualTo(KENLM);
  }

  @Test
  void idsFollowTheFile() throws IOException {
    Lexicon lexicon =
        read(KENLM
                .replace("-0.7\ta\t-0.25\n", "")
                .replace("-0.9\tb\t-0.125\n", "-0.9\tb\t-0.125\n-0.7\ta\t-0.25\n"))
            .lexicon();
    assertThat(lexicon.word(3)).isEqualTo("b");
    assertThat(lexicon.word(4)).isEqualTo("a");
  }

  @Test
  void anUnlistedUnknownWordHasTheProbabilityThatKenlmGivesIt() throws IOException {
    ArpaModel model = read(KENLM.replace("1=5", "1=4").replace("-1.0969099\t<unk>\t0\n", ""));
    assertThat(model.trie().level(1).log10Probs()[0]).isEqualTo(-100);
    assertThat(model.trie().level(1).log10Backoffs()[0]).isZero();
    assertThat(model.trie().level(1).size()).isEqualTo(5);
  }

  @Test
  void unusualNumbersAreRead() throws IOException {
    ArpaModel model =
        read(KENLM.replace("-0.9\tb\t", "-inf\tb\t").replace("0\t<s>\t", "0.000001\t<s>\t"));
    assertThat(model.trie().level(1).log10Probs()[4]).as("as SRILM writes it").isEqualTo(-99);
    assertThat(model.trie().level(1).log10Probs()[1]).as("a rounding error").isZero();
  }

  @Test
  void wordsAreBytesWithOddSpacesInThem() throws IOException {
    byte[] text = KENLM.replace("b", "\u00A0\u000B?").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] == '?' ? (byte) 0xFF : text[i];
    }
    ArpaModel model = ArpaReader.read(new ByteArrayInputStream(text), "m.arpa");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(model.trie(), model.lexicon(), out);
    assertThat(out.toByteArray()).isEqualTo(text);
  }

  @Test
  void aModelMayEndAtWordsAndHaveEmptyOrders() throws IOException {
    String unigrams =
        "\\data\\\nngram 1=3\n\n\\1-grams:\n-1\t<unk>\n0\t<s>\n-0.5\t</s>\n\n\\end\\\n";
    assertThat(written(read(unigrams))).isEqualTo(unigrams);
    String empty =
        "\\data\\\nngram 1=3\nngram 2=0\n\n\\1-grams:\n-1\t<unk>\t0\n0\t<s>\t0\n-0.5\t</s>\t0\n\n"
            + "\\2-grams:\n\n\\end\\\n";
    assertThat(written(read(empty))).isEqualTo(empty);
  }

  @Test
  void blankLinesBetweenSectionsAndTheLastLineEndMayBeMissing() throws IOException {
    String tight = KENLM.replace("\n\n", "\n");
    assertThat(written(read(tight.substring(0, tight.length() - 1)))).isEqualTo(KENLM);
  }

  @Test
  void linesMayBeManyAndLong() throws IOException {
    int words = 70_000; // more than a piece of rows, and several buffers of text
    StringBuilder text = new StringBuilder("\\data\\\nngram 1=%d\n\n".formatted(words + 4));
    text.append("\\1-grams:\n-1\t<unk>\n0\t<s>\n-2\t</s>\n");
    for (int i = 0; i < words; i++) {
      text.append("-").append(i + 1).append("\tword-").append(i).append('\n');
    }
    text.append("-3\t").append("x".repeat(1 << 20)).append("\n\n\\end\\\n");
    assertThat(written(read(text.toString()))).isEqualTo(text.toString());
  }

  @Test
  void aContextThatIsNotListedGetsItsBackedOffProbability() throws IOException {
    String pruned =
        """
        \\data\\
        ngram 1=5
        ngram 2=2
        ngram 3=1
        ngram 4=3

        \\1-grams:
        -1	<unk>	0
        0	<s>	-0.5
        -0.5	</s>	0
        -0.75	a	-0.25
        -0.875	b	-0.125

        \\2-grams:
        -0.25	a </s>	0
        -0.5	b a	-0.0625

        \\3-grams:
        -0.375	b a </s>	0

        \\4-grams:
        -0.125	<s> b a b
        -0.25	b a </s> a
        -0.5	<s> b a a

        \\end\\
        """;
    assertThat(written(read(pruned)))
        .isEqualTo(
            """
            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=2
            ngram 4=3

            \\1-grams:
            -1	<unk>	0
            0	<s>	-0.5
            -0.5	</s>	0
            -0.75	a	-0.25
            -0.875	b	-0.125

            \\2-grams:
            -1.375	<s> b	0
            -0.25	a </s>	0
            -0.5	b a	-0.0625

            \\3-grams:
            -0.5	<s> b a	0
            -0.375	b a </s>	0

            \\4-grams:
            -0.5	<s> b a a
            -0.125	<s> b a b
            -0.25	b a </s> a

            \\end\\
            """);
  }

  @Test
  void whatIsNoArpaModelIsNamedAsSuch() throws IOException {
    assertWrong("", "m.arpa:1: expected \\data\\, got nothing: the file is empty; this is no ARPA");
    assertWrong("{\"a\": 1}\n", "m.arpa:1: expected \\data\\, got '{\"a\": 1}'; this is no ARPA");
    assertWrong("x\n".repeat(20_000) + KENLM, "m.arpa:1: expected \\data\\, got 'x'");
    byte[] zipped = zipped(KENLM);
    assertThatThrownBy(() -> ArpaReader.read(new ByteArrayInputStream(zipped), "m.arpa"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("m.arpa:1: expected \\data\\, got a gzip file; end its name in .gz");
  }

  @Test
  void aCompressedFileThatIsCutOffIsTheUsersToPutRight() throws IOException {
    byte[] zipped = zipped(KENLM);
    byte[] cut = Arrays.copyOf(zipped, zipped.length - 12);
    assertThatThrownBy(
            () -> ArpaReader.read(new GZIPInputStream(new ByteArrayInputStream(cut)), "m.arpa.gz"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("compressed file is cut off or damaged");
  }

  @Test
  void theHeadMustCountTheNgrams() {
    assertWrong("\\data\\\n\n", "m.arpa:2: expected 'ngram 1=' and a number, got ''");
    assertWrong(KENLM.replace("ngram 2=4", "ngram 3=4"), ":3: expected 'ngram 2=' and a number");
    assertWrong(KENLM.replace("ngram 2=4", "ngram 2=x"), ":3: expected 'ngram 2=' and a number");
    assertWrong(KENLM.replace("1=5", "1=9999999999"), ":2: expected at most 2147483639 N-grams");
    StringBuilder high = new StringBuilder("\\data\\\n");
    for (int order = 1; order <= 9; order++) {
      high.append("ngram %d=1\n".formatted(order));
    }
    assertWrong(high.toString(), ":10: expected N-grams of at most 8 words, got 'ngram 9=1'");
    assertWrong(
        KENLM.replace("2=4", "2=5"),
        ":18: expected the section's end after 5 2-grams, as the head says, got it after 4;");
    assertWrong(KENLM.replace("1=5", "1=4"), ":12: expected the section's end after 4 1-grams");
    assertWrong(
        KENLM.replace("ngram 3=2\n", ""),
        ":13: expected no backoff at the highest order, got '-0.5'");
    assertWrong(KENLM.replace("3=2\n", "3=2\nfoo\n"), ":5: expected \\1-grams:, got 'foo'");
  }

  @Test
  void everySectionAndTheEndMustBeThere() {
    assertWrong(KENLM.replace("\\2-grams:", "\\4-grams:"), ":13: expected \\2-grams:, got '\\4-");
    assertWrong(KENLM.replace("\\end\\\n", ""), ":23: expected \\end\\, got the end of the file");
    assertWrong(KENLM + "\n\nmore", ":26: expected nothing after \\end\\, got 'more'");
    assertWrong(
        KENLM.substring(0, KENLM.indexOf("-0.4\ta b")),
        ":16: expected the section's end after 4 2-grams, as the head says, got it after 2");
  }

  @Test
  void everyLineMustBeAnNgram() {
    assertWrong(KENLM.replace("-0.2\t", "x\t"), ":14: expected a log10 probability, got 'x'");
    assertWrong(KENLM.replace("-0.2\t", "nan\t"), ":14: expected a log10 probability, got 'nan'");
    assertWrong(KENLM.replace("-0.2\t", "-1e99\t"), ":14: expected a log10 probability, got '-1e");
    assertWrong(KENLM.replace("-0.2\t", "0.2\t"), "probability, at most 0, got '0.2'");
    assertWrong(KENLM.replace("b a\t0\n", "b\n"), ":17: expected 2 words after the log10");
    assertWrong(KENLM.replace("b a\t0\n", "b a\tx\n"), ":17: expected a log10 backoff or the line");
    assertWrong(KENLM.replace("b a\t0\n", "b a\tinf\n"), ":17: expected a log10 backoff or the l");
    assertWrong(KENLM.replace("b a\t0\n", "b a\t0 0\n"), ":17: expected the line's end after the");
    assertWrong(KENLM.replace("<s> a b\n", "<s> a b -1\n"), ":20: expected no backoff at the high");
    assertWrong(
        KENLM.replace("a b a\n", "a b c\n"), ":21: expected a word of the 1-grams, got 'c'");
  }

  @Test
  void anNgramMustStandOnce() {
    assertWrong(KENLM.replace("-0.9\tb", "-0.9\ta"), ":11: expected each N-gram once, got 'a'");
    assertWrong(KENLM.replace("-0.9\tb", "-0.9\t<UNK>"), ":11: expected each N-gram once, got '<");
    assertWrong(KENLM.replace("-0.6\tb a", "-0.6\ta b"), ":17: expected each N-gram once");
    assertWrong(KENLM.replace("a b a", "<s> a b"), ":21: expected each N-gram once");
  }

  @Test
  void sentenceBoundariesMustBeWords() {
    assertWrong(KENLM.replace("0\t<s>\t", "0\tc\t"), ":12: expected <s> among the 1-grams, got");
    assertWrong(KENLM.replace("-0.5\t</s>", "-0.5\tc"), ":12: expected </s> among the 1-grams");
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("m.arpa:")
        .hasMessageContaining(message)
        .hasMessageContaining("; ");
  }

  private static ArpaModel read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ArpaReader.read(new ByteArrayInputStream(bytes), "m.arpa");
  }

  private static String written(ArpaModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(model.trie(), model.lexicon(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
