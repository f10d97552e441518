package io.timestep.text;

import java.util.List;
import java.util.function.Consumer;

/**
 * KenLM's words: what stands between NUL, TAB, CR and SPACE. Nothing else separates; a no-break
 * space and a vertical tab are part of a word. LF separates as well: no line has one, but a column
 * of a table may.
 */
final class WhitespaceTokenizer implements Tokenizer {
  @Override
  public void tokenize(String text, Consumer<String> sink) {
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isSeparator(text.charAt(i))) {
        if (i > start) {
          sink.accept(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      sink.accept(text.substring(start));
    }
  }

  /**
   * The same of a text's bytes, be they UTF-8 or not.
   *
   * @param line from index 0; not changed
   * @return how many tokens
   */
  static long tokenize(byte[] line, int length, WordReader.Sink sink) {
    long tokens = 0;
    int start = 0;
    for (int i = 0; i < length; i++) {
      byte b = line[i];
      if (b <= ' ' && isSeparator((char) b)) {
        if (i > start) {
          sink.word(line, start, i);
          tokens++;
        }
        start = i + 1;
      }
    }
    if (length > start) {
      sink.word(line, start, length);
      tokens++;
    }
    return tokens;
  }

  @Override
  public String join(List<String> tokens) {
    return String.join(" ", tokens);
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
  }
}
