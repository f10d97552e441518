package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;
import java.io.Serializable;

/**
 * The words of a text or a part of it.
 *
 * @param words counted; owned by this record's last merge
 * @param sentences lines, empty ones included
 * @param tokens words of all lines
 */
record CountedWords(WordCounter words, long sentences, long tokens) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of both; this one's table is extended. */
  CountedWords merge(CountedWords other) {
    boolean larger = words.size() >= other.words.size();
    WordCounter merged = larger ? words.addAll(other.words) : other.words.addAll(words);
    return new CountedWords(merged, sentences + other.sentences, tokens + other.tokens);
  }
}
