package io.timestep.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts normalized text into tokens. An instance is not safe for several threads at once: each task
 * takes its own from {@link Tokenizers#create}.
 */
public interface Tokenizer {
  /**
   * Gives the tokens of a text in order; none of them is empty.
   *
   * @param text already normalized
   */
  void tokenize(String text, Consumer<String> sink);

  /** Tokens as text for people. */
  String join(List<String> tokens);

  /** The tokens of a text as a list. */
  default List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    tokenize(text, tokens::add);
    return tokens;
  }
}
