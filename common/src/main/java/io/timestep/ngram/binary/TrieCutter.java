package io.timestep.ngram.binary;

import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a trie into parts by the first words of its N-grams. */
final class TrieCutter {
  private TrieCutter() {}

  /**
   * Parts of about the same number of bigrams.
   *
   * @param parts at most so many; each has a word at least
   */
  static List<NgramTrie> cut(NgramTrie trie, int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException("expected 1 part or more, got " + parts);
    }
    TrieLevel unigrams = trie.level(1);
    int words = unigrams.size();
    List<NgramTrie> cut = new ArrayList<>();
    int from = 0;
    for (int part = 1; part <= parts && from < words; part++) {
      int to = from + 1;
      while (to < words
          && (part == parts || weight(unigrams, to) * parts < weight(unigrams, words) * part)) {
        to++;
      }
      cut.add(parts == 1 ? trie : slice(trie, from, to));
      from = to;
    }
    return cut;
  }

  /** N-grams of order 1 and 2 that come before a word. */
  private static long weight(TrieLevel unigrams, int word) {
    return word + (unigrams.children() == null ? 0L : unigrams.children()[word]);
  }

  private static NgramTrie slice(NgramTrie trie, int firstWord, int endWord) {
    List<TrieLevel> levels = new ArrayList<>();
    int from = firstWord;
    int to = endWord;
    for (int order = 1; order <= trie.order(); order++) {
      TrieLevel level = trie.level(order);
      int[] words = Arrays.copyOfRange(level.words(), from, to);
      float[] log10Probs = Arrays.copyOfRange(level.log10Probs(), from, to);
      if (level.children() == null) {
        levels.add(new TrieLevel(words, log10Probs, null, null));
        continue;
      }
      int[] children = Arrays.copyOfRange(level.children(), from, to + 1);
      int first = children[0];
      Arrays.setAll(children, i -> children[i] - first);
      levels.add(
          new TrieLevel(
              words, log10Probs, Arrays.copyOfRange(level.log10Backoffs(), from, to), children));
      from = first;
      to = first + children[children.length - 1];
    }
    return new NgramTrie(levels);
  }
}
