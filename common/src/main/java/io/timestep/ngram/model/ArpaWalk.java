package io.timestep.ngram.model;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;

/** A walk through a trie that writes the line of each N-gram into the section of its order. */
final class ArpaWalk {
  private final Lexicon lexicon;
  private final IntFunction<ArpaLines> sections;
  private byte[] context = new byte[1 << 10]; // words, each with a space behind

  /**
   * @param sections lines by order; null: those of the order are left out
   */
  ArpaWalk(Lexicon lexicon, IntFunction<ArpaLines> sections) {
    this.lexicon = lexicon;
    this.sections = sections;
  }

  /** Writes the N-grams up to an order. */
  void run(NgramTrie shard, int highest) throws IOException {
    TrieLevel[] levels = new TrieLevel[highest + 1];
    ArpaLines[] lines = new ArpaLines[highest + 1];
    for (int order = 1; order <= highest; order++) {
      levels[order] = shard.level(order);
      lines[order] = sections.apply(order);
    }
    nodes(levels, lines, 1, 0, levels[1].size(), 0);
  }

  /** The nodes [from, to) of a level, whose common words are in the context, and all below. */
  private void nodes(
      TrieLevel[] levels, ArpaLines[] lines, int order, int from, int to, int contextEnd)
      throws IOException {
    TrieLevel level = levels[order];
    ArpaLines section = lines[order];
    boolean isHighest = order == levels.length - 1;
    for (int node = from; node < to; node++) {
      if (section != null) {
        section.line(level, node, context, contextEnd);
      }
      if (!isHighest && level.children()[node] < level.children()[node + 1]) {
        int grown = grow(level.words()[node], contextEnd);
        nodes(levels, lines, order + 1, level.children()[node], level.children()[node + 1], grown);
      }
    }
  }

  private int grow(int word, int contextEnd) {
    int length = lexicon.length(word);
    if (context.length - contextEnd <= length) {
      context = Arrays.copyOf(context, Math.addExact(2 * contextEnd, length + 1));
    }
    int grown = lexicon.copy(word, context, contextEnd);
    context[grown] = ' ';
    return grown + 1;
  }
}
