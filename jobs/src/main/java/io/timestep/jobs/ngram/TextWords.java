package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Dictionary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text by falling count, equal counts in the order of their bytes.
 *
 * @param dictionary all of them
 * @param counts occurrences; of the boundaries, the number of sentences, [dictionary]
 */
record TextWords(Dictionary dictionary, long[] counts) implements Serializable {
  private static final long serialVersionUID = 1L;

  static TextWords of(WordCounter words, long sentences) {
    int[] ranked = WordIds.ranked(words, i -> true);
    List<byte[]> spellings = new ArrayList<>(ranked.length);
    long[] counts = new long[ranked.length + Dictionary.FIRST_WORD];
    counts[Dictionary.START] = sentences;
    counts[Dictionary.END] = sentences;
    for (int i = 0; i < ranked.length; i++) {
      spellings.add(words.word(ranked[i]));
      counts[i + Dictionary.FIRST_WORD] = words.count(ranked[i]);
    }
    return new TextWords(Dictionary.of(spellings), counts);
  }

  /** Distinct words. */
  int types() {
    return counts.length - Dictionary.FIRST_WORD;
  }

  /**
   * Occurrences of a word.
   *
   * @param rank from 1
   */
  long countAt(int rank) {
    return counts[Dictionary.FIRST_WORD + rank - 1];
  }
}
