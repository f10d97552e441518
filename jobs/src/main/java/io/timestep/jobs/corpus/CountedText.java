package io.timestep.jobs.corpus;

import io.timestep.text.TextStats;
import java.io.Serializable;

/**
 * What counting words found.
 *
 * @param text of all lines
 * @param sentences counted lines that have a token
 * @param words tokens of the counted lines
 */
public record CountedText(TextStats text, long sentences, long words) implements Serializable {
  public static final CountedText EMPTY = new CountedText(TextStats.EMPTY, 0, 0);

  public CountedText merge(CountedText other) {
    return new CountedText(
        text.merge(other.text), sentences + other.sentences, words + other.words);
  }
}
