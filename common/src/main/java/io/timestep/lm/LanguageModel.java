package io.timestep.lm;

/** The probability of each next token, given those read so far. */
public interface LanguageModel {
  int vocabularySize();

  /** A new text, of which nothing has been read. */
  Session start();

  /** One text being read. Not for several threads. */
  interface Session {
    /** Reads one more token. */
    void read(int token);

    /**
     * The next token's log10 probabilities, [vocabularySize]; the caller does not keep the array.
     *
     * @throws IllegalStateException if nothing has been read
     */
    float[] log10Probabilities();
  }
}
