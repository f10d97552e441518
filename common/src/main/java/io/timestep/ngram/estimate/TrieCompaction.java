package io.timestep.ngram.estimate;

import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.util.ArrayList;
import java.util.List;

/** A trie without the N-grams that a view has removed, none of which has kept children. */
final class TrieCompaction {
  private TrieCompaction() {}

  static NgramTrie of(NgramTrie trie, BackoffView view) {
    List<TrieLevel> levels = new ArrayList<>();
    for (int k = 1; k <= trie.order(); k++) {
      levels.add(level(trie, k, view));
    }
    return new NgramTrie(levels);
  }

  private static TrieLevel level(NgramTrie trie, int order, BackoffView view) {
    TrieLevel from = trie.level(order);
    boolean highest = order == trie.order();
    int kept = kept(view, order, 0, from.size());
    int[] words = new int[kept];
    float[] probs = new float[kept];
    float[] backoffs = highest ? null : new float[kept];
    int[] children = highest ? null : new int[kept + 1];
    int to = 0;
    for (int i = 0; i < from.size(); i++) {
      if (view.isRemoved(order, i)) {
        continue;
      }
      words[to] = from.words()[i];
      probs[to] = from.log10Probs()[i];
      if (!highest) {
        backoffs[to] = view.log10Backoffs()[order - 1][i];
        children[to + 1] =
            children[to] + kept(view, order + 1, from.children()[i], from.children()[i + 1]);
      }
      to++;
    }
    return new TrieLevel(words, probs, backoffs, children);
  }

  private static int kept(BackoffView view, int order, int from, int to) {
    int kept = 0;
    for (int i = from; i < to; i++) {
      if (!view.isRemoved(order, i)) {
        kept++;
      }
    }
    return kept;
  }
}
