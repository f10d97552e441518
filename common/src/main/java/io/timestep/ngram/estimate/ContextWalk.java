package io.timestep.ngram.estimate;

import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.vocab.Vocabulary;
import java.util.stream.IntStream;

/**
 * Visits the contexts of one length in a trie, those of different first words side by side, each
 * with the ways back to its shorter contexts and with its own probability.
 */
final class ContextWalk {
  /** What is done with a context. */
  interface Visitor {
    /**
     * Is told of a context; from several threads at once.
     *
     * @param node the context's, in the level of its length
     * @param suffixes where {@code log10Prob(length, ...)} asks after it
     * @param log10History log10 of the context's own probability
     */
    void visit(int node, SuffixPath suffixes, double log10History);
  }

  private final NgramTrie trie;
  private final NgramTrie histories;
  private final BackoffView historyView;
  private final int length;

  /**
   * @param histories model after which the contexts have their probabilities, with the same ids
   * @param length of the contexts, from 1
   */
  ContextWalk(NgramTrie trie, NgramTrie histories, int length) {
    this.trie = trie;
    this.histories = histories;
    this.historyView = BackoffView.of(histories);
    this.length = length;
  }

  void forEach(Visitor visitor) {
    IntStream.range(0, trie.level(1).size())
        .parallel()
        .forEach(first -> new Descent(visitor).to(1, first, 0));
  }

  /** The way down from one first word. */
  private final class Descent {
    private final Visitor visitor;
    private final SuffixPath suffixes = new SuffixPath(trie, length);
    private final SuffixPath past = new SuffixPath(histories, length);

    Descent(Visitor visitor) {
      this.visitor = visitor;
    }

    /**
     * @param d length of the way with this node
     * @param log10Before log10 of the probability of the way without it
     */
    void to(int d, int node, double log10Before) {
      int word = trie.level(d).words()[node];
      // <s> is no event: as many sentences begin as end
      int event = d == 1 && word == Vocabulary.START ? Vocabulary.END : word;
      double log10History = log10Before + past.log10Prob(d - 1, d - 1, event, historyView);
      suffixes.push(d, word);
      past.push(d, word);
      if (d == length) {
        visitor.visit(node, suffixes, log10History);
        return;
      }
      TrieLevel level = trie.level(d);
      for (int child = level.children()[node]; child < level.children()[node + 1]; child++) {
        to(d + 1, child, log10History);
      }
    }
  }
}
