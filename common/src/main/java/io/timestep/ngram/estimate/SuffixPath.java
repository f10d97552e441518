package io.timestep.ngram.estimate;

import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.util.Arrays;

/**
 * Words on the way down a trie and, for each length of that way, the nodes of all its suffixes: the
 * contexts a model backs off to. A suffix is found from one of the way that is a word shorter, so
 * that each step costs one search a suffix. For one thread.
 */
final class SuffixPath {
  private static final int ABSENT = -1;

  private final NgramTrie trie;
  private final int longest;

  /** At [d][j] the node of the last j of the first d words, in level j; 0 for j = 0, the root. */
  private final int[][] nodes;

  /**
   * @param depth longest way that will be gone
   */
  SuffixPath(NgramTrie trie, int depth) {
    this.trie = trie;
    this.longest = trie.order() - 1;
    this.nodes = new int[depth + 1][Math.min(depth, longest) + 1];
  }

  /**
   * Goes on from a way of d - 1 words.
   *
   * @param d length of the way with this word
   */
  void push(int d, int word) {
    Arrays.fill(nodes[d], ABSENT);
    nodes[d][0] = 0;
    for (int j = 1; j <= Math.min(d, longest); j++) {
      int shorter = nodes[d - 1][j - 1];
      if (shorter != ABSENT) {
        nodes[d][j] = child(j - 1, shorter, word);
      }
    }
  }

  /**
   * log10 p of a word after the last words of the way; {@link Log10#OF_ZERO} if it is no unigram.
   *
   * @param d length of the way
   * @param context how many of its last words are heeded, if the model's order allows
   */
  double log10Prob(int d, int context, int word, BackoffView view) {
    double weights = 0;
    for (int j = Math.min(context, longest); j >= 0; j--) {
      int node = nodes[d][j];
      if (node == ABSENT) {
        continue; // never seen: backoff 1
      }
      int child = child(j, node, word);
      if (child != ABSENT && !view.isRemoved(j + 1, child)) {
        return weights + trie.level(j + 1).log10Probs()[child];
      }
      if (j > 0) {
        weights += view.log10Backoff(j, node);
      }
    }
    return Log10.OF_ZERO;
  }

  /** The node of (node, word) in level j + 1, or {@link #ABSENT}. */
  private int child(int j, int node, int word) {
    TrieLevel below = trie.level(j + 1);
    int from = 0;
    int to = below.size();
    if (j > 0) {
      from = trie.level(j).children()[node];
      to = trie.level(j).children()[node + 1];
    }
    int found = Arrays.binarySearch(below.words(), from, to, word);
    return found < 0 ? ABSENT : found;
  }
}
