package io.timestep.text;

import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;

/** From a line's bytes to its words as bytes. For one thread. */
public interface WordReader {
  /** Takes the words of a line in order. */
  interface Sink {
    /**
     * A word.
     *
     * @param bytes the word lies from {@code from} to before {@code to}; good during the call only
     */
    void word(byte[] bytes, int from, int to);
  }

  /**
   * Gives the words of a line.
   *
   * @param line bytes from index 0, without the line feed; not changed
   */
  void read(byte[] line, int length, Sink sink);

  /**
   * The words by the text's settings. White space alone, without any change of the text, is read as
   * bytes: fast, and any bytes are words.
   */
  static WordReader of(TextConfig config) {
    if (readsBytes(config)) {
      return WhitespaceTokenizer::tokenize;
    }
    LineTokenizer tokenizer = new LineTokenizer(config);
    return tokenizer::words;
  }

  /** Whether words are the bytes of the text, valid UTF-8 or not. */
  static boolean readsBytes(TextConfig config) {
    return config.tokenizer() == TokenizerKind.WHITESPACE
        && config.normalization() == Normalization.NONE
        && !config.lowerCase();
  }
}
