package io.timestep.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTokenizerTest {
  private final LineTokenizer lines =
      new LineTokenizer(
          new TextConfig(
              TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, Normalization.NFC, false, 1024));

  private List<String> tokens(byte[] line) {
    List<String> tokens = new ArrayList<>();
    long count = lines.tokenize(lines.read(line, line.length), tokens::add);
    assertThat(count).isEqualTo(tokens.size());
    return tokens;
  }

  private List<String> tokens(String line) {
    return tokens(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void malformedBytesAreReplacedAndTheLineCountedOnce() {
    assertThat(tokens(new byte[] {'a', (byte) 0xFF, ' ', (byte) 0xC3, 'b'}))
        .containsExactly("a\uFFFD", "\uFFFDb");
    assertThat(tokens("\uFFFD")).containsExactly("\uFFFD"); // well-formed
    assertThat(lines.stats().malformedLines()).isEqualTo(1);
  }

  @Test
  void oneCarriageReturnAtTheEndIsAWindowsLineEnd() {
    assertThat(tokens("a b\r")).containsExactly("a", "b");
    assertThat(tokens("a\rb")).containsExactly("a", "b");
    assertThat(lines.stats()).isEqualTo(new TextStats(2, 0, 0, 0, 1, 0, 6, 6));
  }

  @Test
  void linesWithoutATokenAreEmpty() {
    assertThat(tokens("")).isEmpty();
    assertThat(tokens("\r")).isEmpty();
    assertThat(tokens(" \t\u0000")).isEmpty();
    assertThat(lines.stats().emptyLines()).isEqualTo(3);
    assertThat(lines.stats().nulBytes()).isEqualTo(1);
  }

  @Test
  void aLongLineHasTheTokensOfItsWholeText() {
    List<String> words = Collections.nCopies(1000, "wörd");
    assertThat(tokens(String.join(" ", words))).isEqualTo(words);
    assertThat(lines.stats().longLines()).isEqualTo(1);
  }

  @Test
  void aLongWordIsCutBetweenCharacters() {
    String word = "€".repeat(1000);
    assertThat(tokens(word)).hasSizeGreaterThan(1);
    assertThat(String.join("", tokens(word))).isEqualTo(word);
    assertThat(lines.stats().malformedLines()).isZero();
  }

  @Test
  void theHashDoesNotDependOnPieces() {
    String text = "abc ".repeat(1000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Line line = lines.read(bytes, bytes.length);
    assertThat(line.pieces()).hasSizeGreaterThan(1);
    assertThat(line.hash()).isEqualTo(TextHash.of(text));
    assertThat(line.characters()).isEqualTo(4000);
  }

  @Test
  void mergingAddsUp() {
    TextStats a = new TextStats(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(a.merge(TextStats.EMPTY)).isEqualTo(a);
    assertThat(a.merge(a)).isEqualTo(new TextStats(2, 4, 6, 8, 10, 12, 14, 16));
  }
}
