package io.timestep.ngram.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;

class TrieModelTest extends BackoffModelContract {
  @Override
  protected BackoffModel model(NgramTable table) {
    return new TrieModel(table.lexicon(), table.trie());
  }

  @Example
  void refusesATrieOfOtherWords() {
    NgramTable table = NgramTable.random(1, 2, 9, 9);
    NgramTable fewer = NgramTable.random(1, 2, 8, 9);
    assertThatThrownBy(() -> new TrieModel(table.lexicon(), fewer.trie()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 unigrams for 9 words");
  }
}
