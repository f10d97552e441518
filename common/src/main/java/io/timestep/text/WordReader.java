package io.timestep.text;

import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import java.nio.charset.StandardCharsets;

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
      return WordReader::readBytes;
    }
    LineTokenizer tokenizer = new LineTokenizer(config);
    return (line, length, sink) ->
        tokenizer.tokenize(
            tokenizer.read(line, length),
            word -> {
              byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
              sink.word(bytes, 0, bytes.length);
            });
  }

  /** Whether words are the bytes of the text, valid UTF-8 or not. */
  static boolean readsBytes(TextConfig config) {
    return config.tokenizer() == TokenizerKind.WHITESPACE
        && config.normalization() == Normalization.NONE
        && !config.lowerCase();
  }

  private static void readBytes(byte[] line, int length, Sink sink) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      byte b = line[i];
      if (b <= ' ' && (b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0)) {
        if (i > start) {
          sink.word(line, start, i);
        }
        start = i + 1;
      }
    }
    if (length > start) {
      sink.word(line, start, length);
    }
  }
}
