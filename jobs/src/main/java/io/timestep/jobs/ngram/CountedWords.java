package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;

/**
 * The words of a text.
 *
 * @param words counted
 * @param sentences lines, empty ones included
 * @param tokens words of all lines
 */
record CountedWords(WordCounter words, long sentences, long tokens) {
  /** Words and sentence ends: as many N-grams of the highest order occur. */
  long events() {
    return tokens + sentences;
  }
}
