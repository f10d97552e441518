package io.timestep.ngram.model;

import java.io.Serializable;

/**
 * All N-grams of one order in a {@link NgramTrie}, in the order of their words' ids: n nodes.
 *
 * <p>The arrays are not copied; whoever is given a level does not change them.
 *
 * @param words id of each N-gram's last word; rising among the children of one node, [n]
 * @param log10Probs log10 p of the last word after those before it, at most 0, [n]
 * @param log10Backoffs log10 of the weight of the shorter context where this one, the N-gram, was
 *     seen but not with the next word, [n]; null at the highest order
 * @param children where each node's children begin in the next level, and at the end their number:
 *     those of node i are children[i] to children[i + 1] - 1, [n + 1]; null at the highest order
 */
public record TrieLevel(int[] words, float[] log10Probs, float[] log10Backoffs, int[] children)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public TrieLevel {
    boolean leaf = log10Backoffs == null && children == null;
    if (words.length != log10Probs.length
        || (!leaf
            && (log10Backoffs.length != words.length || children.length != words.length + 1))) {
      throw new IllegalArgumentException("A level's arrays do not fit each other");
    }
  }

  public int size() {
    return words.length;
  }
}
