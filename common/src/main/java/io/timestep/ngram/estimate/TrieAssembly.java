package io.timestep.ngram.estimate;

import io.timestep.ngram.count.ContextBlocks;
import io.timestep.ngram.count.ContextGroups;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a shard of the model, level by level, from the contexts that begin with its words: sorted,
 * the words after all contexts of k - 1 words are the N-grams of order k in reading order.
 */
public final class TrieAssembly {
  private final int order;
  private final KeyLayout layout;
  private final List<TrieLevel> levels = new ArrayList<>();

  /** Words, probabilities and keys of the highest level so far, which still lacks backoffs. */
  private int[] words;

  private float[] log10Probs;
  private long[][] keys;

  private TrieAssembly(int order, KeyLayout layout) {
    this.order = order;
    this.layout = layout;
  }

  /**
   * Builds a shard.
   *
   * @param layout bits of a word
   * @param first id of the shard's first word
   * @param log10Unigrams log10 p of its words, [words in the shard]
   * @param blocks of {@link PartitionEstimator}, in any order
   */
  public static NgramTrie assemble(
      int order, KeyLayout layout, int first, float[] log10Unigrams, List<byte[]> blocks) {
    TrieAssembly assembly = new TrieAssembly(order, layout.withWords(1));
    assembly.unigrams(first, log10Unigrams);
    for (int k = 2; k <= order; k++) {
      int level = k;
      List<byte[]> ofOrder =
          blocks.stream().filter(block -> ContextBlocks.order(block) == level).toList();
      assembly.extend(k, ContextGroups.of(layout.withWords(k - 1), ofOrder));
    }
    assembly.levels.add(new TrieLevel(assembly.words, assembly.log10Probs, null, null));
    return new NgramTrie(assembly.levels);
  }

  private void unigrams(int first, float[] log10Unigrams) {
    int size = log10Unigrams.length;
    words = new int[size];
    log10Probs = log10Unigrams;
    keys = new long[1][size];
    for (int i = 0; i < size; i++) {
      words[i] = first + i;
      keys[0][i] = (first + i + 1L) << layout.shift(0);
    }
  }

  /** Gives the highest level its backoffs and children, which are the next. */
  private void extend(int k, ContextGroups groups) {
    int nodes = words.length;
    float[] backoffs = new float[nodes];
    int[] children = new int[nodes + 1];
    Children next = new Children(k, groups.words());
    int node = 0;
    for (int g = 0; g < groups.size(); g++) {
      while (node < nodes && compare(keys, node, groups.keys(), g) < 0) {
        children[node++] = next.size;
      }
      if (node == nodes) {
        break;
      }
      if (compare(keys, node, groups.keys(), g) == 0) { // else the context itself is pruned
        backoffs[node] = groups.log10Backoff(g);
        children[node] = next.size;
        next.add(node, groups, g);
        node++;
      }
    }
    Arrays.fill(children, node, nodes + 1, next.size);
    levels.add(new TrieLevel(words, log10Probs, backoffs, children));
    next.become();
  }

  private static int compare(long[][] a, int i, long[][] b, int j) {
    for (int c = 0; c < a.length; c++) {
      int order = Long.compareUnsigned(a[c][i], b[c][j]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The next level in the making. */
  private final class Children {
    private final int[] nextWords;
    private final float[] nextProbs;
    private final long[][] nextKeys;
    private final KeyLayout nextLayout;
    private final int column;
    private final int shift;
    private int size;

    Children(int k, int capacity) {
      nextWords = new int[capacity];
      nextProbs = new float[capacity];
      nextLayout = layout.withWords(k);
      nextKeys = k == order ? new long[0][] : new long[nextLayout.longs()][capacity];
      column = nextLayout.column(k - 1);
      shift = nextLayout.shift(k - 1);
    }

    void add(int node, ContextGroups groups, int g) {
      int count = groups.count(g);
      groups.copy(g, nextWords, nextProbs, size);
      if (nextKeys.length > 0) {
        for (int i = size; i < size + count; i++) {
          for (int c = 0; c < keys.length; c++) {
            nextKeys[c][i] = keys[c][node];
          }
          nextKeys[column][i] |= (nextWords[i] + 1L) << shift;
        }
      }
      size += count;
    }

    void become() {
      boolean full = size == nextWords.length;
      words = full ? nextWords : Arrays.copyOf(nextWords, size);
      log10Probs = full ? nextProbs : Arrays.copyOf(nextProbs, size);
      keys = nextKeys;
    }
  }
}
