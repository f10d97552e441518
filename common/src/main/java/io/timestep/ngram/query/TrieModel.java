package io.timestep.ngram.query;

import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.util.Arrays;

/**
 * A model over a trie in memory that has all words of the lexicon: the plain twin of mapped ones.
 */
public final class TrieModel implements BackoffModel {
  private final Lexicon lexicon;
  private final NgramTrie trie;

  /**
   * @param trie whose unigrams are all words of the lexicon
   */
  public TrieModel(Lexicon lexicon, NgramTrie trie) {
    int[] words = trie.level(1).words();
    if (words.length != lexicon.size()
        || words[0] != 0
        || words[words.length - 1] != words.length - 1) {
      throw new IllegalArgumentException(
          "%d unigrams for %d words: every word has one".formatted(words.length, lexicon.size()));
    }
    this.lexicon = lexicon;
    this.trie = trie;
  }

  @Override
  public int order() {
    return trie.order();
  }

  @Override
  public Lexicon lexicon() {
    return lexicon;
  }

  @Override
  public NgramContext context() {
    return new Context();
  }

  private final class Context extends NgramContext {
    Context() {
      super(trie.order());
    }

    @Override
    protected void locate(int word, int longestLength) {
      located[0] = word;
      for (int length = 1; length <= longestLength; length++) {
        int[] words = trie.level(length + 1).words();
        int found = Arrays.binarySearch(words, begins[length], ends[length], word);
        located[length] = Math.max(ABSENT, found);
      }
    }

    @Override
    protected int childWord(int length, int child) {
      return trie.level(length + 1).words()[child];
    }

    @Override
    protected float childLog10Prob(int length, int child) {
      return trie.level(length + 1).log10Probs()[child];
    }

    @Override
    protected void enterChild(int length, int child) {
      TrieLevel level = trie.level(length + 1);
      begins[length + 1] = level.children()[child];
      ends[length + 1] = level.children()[child + 1];
      log10Backoffs[length + 1] = level.log10Backoffs()[child];
    }

    @Override
    protected float unigramLog10Prob(int word) {
      return trie.level(1).log10Probs()[word];
    }

    @Override
    protected void copyPlaces(NgramContext other) {}
  }
}
