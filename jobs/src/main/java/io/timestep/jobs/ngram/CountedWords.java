package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;
import java.io.Serializable;

/**
 * The words of a text or a part of it.
 *
 * @param words counted; extended by {@link #merge}
 * @param sentences lines, empty ones included
 * @param tokens words of all lines
 */
record CountedWords(WordCounter words, long sentences, long tokens) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of both; the tables belong to the result from here on. */
  CountedWords merge(CountedWords other) {
    boolean larger = words.size() >= other.words.size();
    WordCounter merged = larger ? words.addAll(other.words) : other.words.addAll(words);
    return new CountedWords(merged, sentences + other.sentences, tokens + other.tokens);
  }

  /** Words and sentence ends: as many N-grams of the highest order occur. */
  long events() {
    return tokens + sentences;
  }
}
