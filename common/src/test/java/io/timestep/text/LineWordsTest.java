package io.timestep.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A line's words are those of its decoded text, whether it is decoded or not. */
class LineWordsTest {
  private static final int LONG_LINE = 1024;

  private static void assertSame(TextConfig config, List<byte[]> lines) {
    LineTokenizer tokens = new LineTokenizer(config);
    LineTokenizer words = new LineTokenizer(config);
    for (byte[] line : lines) {
      List<String> expected = new ArrayList<>();
      List<String> found = new ArrayList<>();
      long count = tokens.tokenize(tokens.read(line, line.length), expected::add);
      assertThat(
              words.words(
                  line,
                  line.length,
                  (bytes, from, to) ->
                      found.add(new String(bytes, from, to - from, StandardCharsets.UTF_8))))
          .isEqualTo(count);
      assertThat(found).isEqualTo(expected);
    }
    assertThat(words.stats()).isEqualTo(tokens.stats());
  }

  private static TextConfig config(
      TokenizerKind tokenizer, Normalization normalization, boolean lowerCase) {
    return new TextConfig(tokenizer, CharUnit.CODE_POINT, normalization, lowerCase, LONG_LINE);
  }

  @Property(tries = 300)
  void of_any_bytes(
      @ForAll("lines") List<byte[]> lines,
      @ForAll Normalization normalization,
      @ForAll boolean lowerCase) {
    assertSame(config(TokenizerKind.WHITESPACE, normalization, lowerCase), lines);
  }

  @Property(tries = 50)
  void of_words_of_another_kind(@ForAll("lines") List<byte[]> lines) {
    assertSame(config(TokenizerKind.WORD, Normalization.NONE, false), lines);
    assertSame(config(TokenizerKind.CHAR, Normalization.NONE, false), lines);
  }

  @Example
  void a_long_word_is_cut_where_its_text_is() {
    byte[] line = ("a " + "b".repeat(LONG_LINE * 2)).getBytes(StandardCharsets.US_ASCII);
    assertSame(config(TokenizerKind.WHITESPACE, Normalization.NONE, false), List.of(line));
  }

  @Provide
  Arbitrary<List<byte[]>> lines() {
    Arbitrary<byte[]> pieces =
        Arbitraries.of("abcdefgh", "B", " ", "\t", "\0", "\r", "\n", "\u00A0", "e\u0301", "\uFB01")
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> odd =
        Arbitraries.of("\u00FF", "\u00C3", "\u00E2\u0082")
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    return Arbitraries.frequencyOf(Tuple.of(20, pieces), Tuple.of(1, odd))
        .list()
        .ofMaxSize(12)
        .map(LineWordsTest::joined)
        .list()
        .ofMaxSize(5);
  }

  private static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    pieces.forEach(line::writeBytes);
    return line.toByteArray();
  }
}
