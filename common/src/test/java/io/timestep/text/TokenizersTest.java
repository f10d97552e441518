package io.timestep.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TokenizersTest {
  private static TextConfig config(TokenizerKind kind, CharUnit unit, Normalization form) {
    return new TextConfig(kind, unit, form, false, 1 << 20);
  }

  private static List<String> tokens(TokenizerKind kind, String text) {
    return Tokenizers.tokenize(config(kind, CharUnit.CODE_POINT, Normalization.NFC), text);
  }

  private static List<String> chars(CharUnit unit, String text) {
    return Tokenizers.tokenize(config(TokenizerKind.CHAR, unit, Normalization.NONE), text);
  }

  @Test
  void whitespaceSeparatesAtKenLmsSeparatorsOnly() {
    assertThat(tokens(TokenizerKind.WHITESPACE, " a\u0000b\tc\rd  e "))
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(tokens(TokenizerKind.WHITESPACE, "a\u00A0b\u000Bc\u3000d"))
        .containsExactly("a\u00A0b\u000Bc\u3000d");
  }

  @Test
  void wordDropsPunctuationAndKeepsLongWordsWhole() {
    String longWord = "x".repeat(5000);
    assertThat(tokens(TokenizerKind.WORD, "Don't stop, " + longWord + "!"))
        .containsExactly("Don't", "stop", longWord);
  }

  @Test
  void koreanGivesMorphemesAndThePartsOfCompounds() {
    assertThat(tokens(TokenizerKind.KOREAN, "가락지나물은 한국의 식물이다."))
        .containsExactly("가락지", "나물", "은", "한국", "의", "식물", "이", "다");
  }

  @Test
  void charKeepsSpacesAndTurnsOtherWhiteSpaceIntoThem() {
    assertThat(tokens(TokenizerKind.CHAR, "a \t😀")).containsExactly("a", " ", " ", "😀");
    assertThat(tokens(TokenizerKind.CHAR, " \t\u0000\u3000")).isEmpty();
  }

  @Test
  void hangulIsTakenApartOrPutTogetherAsTheUnitSays() {
    String syllable = "\uD55C"; // han
    String jamo = "\u1112\u1161\u11AB";
    assertThat(chars(CharUnit.JAMO, syllable + "e\u0301\u00E9"))
        .containsExactly("\u1112", "\u1161", "\u11AB", "e", "\u0301", "\u00E9");
    assertThat(chars(CharUnit.SYLLABLE, jamo + "e\u0301")).containsExactly(syllable, "e", "\u0301");
    assertThat(chars(CharUnit.CODE_POINT, jamo)).hasSize(3);
  }

  @Property
  void joiningCharactersGivesTheTextBack(@ForAll CharUnit unit, @ForAll String text) {
    TextConfig config = config(TokenizerKind.CHAR, unit, Normalization.NFC);
    String normal = new TextNormalizer(config).normalize(text + "한글 x");
    StringBuilder spaced = new StringBuilder();
    normal
        .codePoints()
        .forEach(
            c ->
                spaced.appendCodePoint(
                    c == 0 || c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c)
                        ? ' '
                        : c));
    Tokenizer tokenizer = Tokenizers.create(config);
    assertThat(tokenizer.join(tokenizer.tokenize(normal))).isEqualTo(spaced.toString());
  }

  @Test
  void normalizesBeforeLowerCasing() {
    TextConfig nfkc =
        new TextConfig(
            TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, Normalization.NFKC, true, 1 << 20);
    assertThat(Tokenizers.tokenize(nfkc, "Ｆｕｌｌ E\u0301TE")).containsExactly("full", "\u00E9te");
  }

  @Test
  void wordsAreJoinedBySpaces() {
    Tokenizer tokenizer =
        Tokenizers.create(config(TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, Normalization.NFC));
    assertThat(tokenizer.join(List.of("a", "b"))).isEqualTo("a b");
  }
}
