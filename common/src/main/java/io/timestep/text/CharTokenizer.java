package io.timestep.text;

import io.timestep.text.TextConfig.CharUnit;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Characters. White space is text too: a space is the token {@code " "}, and any other white space
 * or NUL becomes a space, one for one, so that no character is lost from a count per character.
 * Text of white space alone has no token. {@link #join} gives the text back, composed (NFC).
 */
final class CharTokenizer implements Tokenizer {
  /** Hangul that composition changes: syllables and the jamo around them. */
  private static final Pattern HANGUL = Pattern.compile("[\\u1100-\\u11FF\\uAC00-\\uD7A3]+");

  private final CharUnit unit;

  /** Strings of the characters met so far: an alphabet is small, a text is long. */
  private final Map<Integer, String> strings = new HashMap<>();

  CharTokenizer(CharUnit unit) {
    this.unit = unit;
  }

  @Override
  public void tokenize(String text, Consumer<String> sink) {
    if (text.codePoints().allMatch(CharTokenizer::isSpace)) {
      return;
    }
    String units =
        switch (unit) {
          case CODE_POINT -> text;
          case SYLLABLE -> hangul(text, Normalizer.Form.NFC);
          case JAMO -> hangul(text, Normalizer.Form.NFD);
        };
    for (int i = 0; i < units.length(); ) {
      int c = units.codePointAt(i);
      sink.accept(strings.computeIfAbsent(isSpace(c) ? ' ' : c, Character::toString));
      i += Character.charCount(c);
    }
  }

  @Override
  public String join(List<String> tokens) {
    return Normalizer.normalize(String.join("", tokens), Normalizer.Form.NFC);
  }

  private static String hangul(String text, Normalizer.Form form) {
    return HANGUL.matcher(text).replaceAll(run -> Normalizer.normalize(run.group(), form));
  }

  private static boolean isSpace(int c) {
    return c == 0 || c == 0x85 || Character.isSpaceChar(c) || Character.isWhitespace(c);
  }
}
