package io.timestep.ngram.estimate;

import io.timestep.ngram.model.NgramTrie;

/**
 * A trie without some of its N-grams and with other backoffs, so that the model before a change and
 * the one after it can be asked side by side.
 *
 * @param removed at k - 1 which N-grams of order k are gone, [order][n of that order]; null: none
 * @param log10Backoffs at k - 1 those of order k, [order - 1][n of that order]
 */
record BackoffView(boolean[][] removed, float[][] log10Backoffs) {
  /** Of a trie as it is; not to be changed. */
  static BackoffView of(NgramTrie trie) {
    float[][] backoffs = new float[trie.order() - 1][];
    for (int k = 1; k < trie.order(); k++) {
      backoffs[k - 1] = trie.level(k).log10Backoffs();
    }
    return new BackoffView(null, backoffs);
  }

  /** Of a trie that will be changed: the view has arrays of its own. */
  static BackoffView copyOf(NgramTrie trie) {
    boolean[][] removed = new boolean[trie.order()][];
    float[][] backoffs = of(trie).log10Backoffs();
    for (int k = 1; k <= trie.order(); k++) {
      removed[k - 1] = new boolean[trie.level(k).size()];
      if (k < trie.order()) {
        backoffs[k - 1] = backoffs[k - 1].clone();
      }
    }
    return new BackoffView(removed, backoffs);
  }

  boolean isRemoved(int order, int node) {
    return removed != null && removed[order - 1][node];
  }

  double log10Backoff(int order, int node) {
    return log10Backoffs[order - 1][node];
  }
}
