package io.timestep.jobs.corpus;

import java.io.Serializable;

/**
 * Size of one side of the split.
 *
 * @param sentences lines with a token
 * @param tokens words and one {@code </s>} for each sentence
 * @param characters code points of the normalized sentences and one line end for each
 * @param unknown words encoded as {@code <unk>}
 */
public record SplitCounts(long sentences, long tokens, long characters, long unknown)
    implements Serializable {
  public static final SplitCounts EMPTY = new SplitCounts(0, 0, 0, 0);

  public SplitCounts merge(SplitCounts other) {
    return new SplitCounts(
        sentences + other.sentences,
        tokens + other.tokens,
        characters + other.characters,
        unknown + other.unknown);
  }

  /** Share of words that are unknown, from 0 to 1. */
  public double oovRate() {
    long words = tokens - sentences;
    return words == 0 ? 0 : (double) unknown / words;
  }
}
