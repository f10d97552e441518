package io.timestep.ngram.model;

import java.io.Serializable;
import java.util.List;

/**
 * A backoff model in memory, or the part of one whose N-grams begin with certain words (a shard): a
 * trie in reading order, level by level. The children of (w1 ... wk) are the N-grams (w1 ... wk w),
 * so that the words that may follow a context lie side by side, by rising id.
 */
public final class NgramTrie implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<TrieLevel> levels;

  /**
   * @param levels of order 1, 2 and so on; every one but the last has children, and those of a
   *     level are all nodes of the next, in order
   */
  public NgramTrie(List<TrieLevel> levels) {
    this.levels = List.copyOf(levels);
    for (int k = 0; k < levels.size(); k++) {
      boolean last = k == levels.size() - 1;
      int[] children = levels.get(k).children();
      if ((children == null) != last) {
        throw new IllegalArgumentException("Every level but the highest has children");
      }
      if (!last && children[children.length - 1] != levels.get(k + 1).size()) {
        throw new IllegalArgumentException("Children of order %d end nowhere".formatted(k + 1));
      }
    }
  }

  /** Length of the longest N-grams. */
  public int order() {
    return levels.size();
  }

  /**
   * N-grams of an order.
   *
   * @param order from 1
   */
  public TrieLevel level(int order) {
    return levels.get(order - 1);
  }
}
