package io.timestep.ngram.estimate;

import java.io.Serializable;

/**
 * Sums over the words that follow one context; refilled context after context, so that millions of
 * contexts make no garbage.
 */
public final class ContextTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  private long tokens;
  private long prunedTokens;
  private long types;
  private final long[] keptByCount = new long[4];

  /** Forgets all: another context begins. */
  public void clear() {
    tokens = 0;
    prunedTokens = 0;
    types = 0;
    keptByCount[1] = 0;
    keptByCount[2] = 0;
    keptByCount[3] = 0;
  }

  /** Takes in a word that stays in the model. */
  public void keep(long count) {
    tokens += count;
    types++;
    keptByCount[(int) Math.min(count, 3)]++;
  }

  /** Takes in a word that was seen but is pruned: its whole count goes to the shorter context. */
  public void prune(long count) {
    tokens += count;
    types++;
    prunedTokens += count;
  }

  /** Sum of the counts, pruned ones included: Chen and Goodman's denominator. */
  public long tokens() {
    return tokens;
  }

  /** Sum of the pruned words' counts. */
  public long prunedTokens() {
    return prunedTokens;
  }

  /** Distinct words, pruned ones included. */
  public long types() {
    return types;
  }

  /**
   * Distinct words kept whose count is 1, 2, or at least 3.
   *
   * @param count 1, 2 or 3
   */
  public long kept(int count) {
    return keptByCount[count];
  }

  /** Distinct words kept. */
  public long keptTypes() {
    return keptByCount[1] + keptByCount[2] + keptByCount[3];
  }
}
