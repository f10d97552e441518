package io.timestep.ngram.model;

/**
 * What an ARPA file holds.
 *
 * @param lexicon words of the model
 * @param trie all N-grams; node i of level 1 is the word with id i
 */
public record ArpaModel(Lexicon lexicon, NgramTrie trie) {
  public ArpaModel {
    if (trie.level(1).size() != lexicon.size()) {
      throw new IllegalArgumentException(
          "%d unigrams for %d words".formatted(trie.level(1).size(), lexicon.size()));
    }
  }
}
