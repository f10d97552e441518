package io.timestep.ngram.model;

import java.util.Arrays;

/**
 * Contexts of N-grams that the file does not list, as pruning by SRILM may leave them. Each becomes
 * a node with the probability that backing off gives it and a backoff of 1, so that no probability
 * of the model changes.
 */
final class MissingContexts {
  private final int length;
  private int[] words = new int[64];
  private int size;

  /**
   * @param length of the contexts, in words
   */
  MissingContexts(int length) {
    this.length = length;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Takes in a context.
   *
   * @param ngram its words, and perhaps more
   * @return its number, from 0
   */
  int add(int[] ngram) {
    if ((size + 1) * length > words.length) {
      words = Arrays.copyOf(words, Math.multiplyExact(2, words.length));
    }
    System.arraycopy(ngram, 0, words, size * length, length);
    return size++;
  }

  /** Node of a context, once it is inserted. */
  int node(TrieLevels trie, int context) {
    return trie.find(words, context * length, (context + 1) * length);
  }

  /**
   * Puts the contexts and their own missing contexts into the trie, whose top level is theirs.
   *
   * @return new places of the nodes that the top level had
   */
  int[] insertInto(TrieLevels trie) {
    int[] moved = null;
    for (int order = 2; order <= length; order++) {
      SortedLevel missing = missing(trie, order);
      SortedLevel old = trie.level(order);
      LevelUnion union = new LevelUnion(old, missing);
      trie.replace(order, union.level());
      if (order < length) {
        trie.replace(order + 1, union.adopt(trie.level(order + 1)));
      }
      moved = union.moved();
    }
    return moved;
  }

  /** Nodes that an order lacks, below parents that are there already; some twice. */
  private SortedLevel missing(TrieLevels trie, int order) {
    TrieRows rows = TrieRows.withBackoffs();
    for (int from = 0; from < size * length; from += length) {
      int to = from + order;
      if (trie.find(words, from, to) == TrieLevels.ABSENT) {
        float log10Prob = trie.log10Prob(words, from, to);
        rows.add(trie.find(words, from, to - 1), words[to - 1], log10Prob, 0);
      }
    }
    return rows.sorted(trie.level(order - 1).size());
  }
}
