package io.timestep.ngram.model;

import java.util.Arrays;

/**
 * A level of a trie whose next one is not known yet.
 *
 * @param words last words, rising among siblings, [n]
 * @param probs log10 probabilities, [n]
 * @param backoffs log10 backoffs, [n]; null at the highest order
 * @param begins where the children of each node of the level below begin in this one, and at the
 *     end n, [parents + 1]
 */
record SortedLevel(int[] words, float[] probs, float[] backoffs, int[] begins) {
  private static final int FEW = 24;

  int size() {
    return words.length;
  }

  int parents() {
    return begins.length - 1;
  }

  /** The child of a node by its word, or -1. */
  int child(int parent, int word) {
    int node = Arrays.binarySearch(words, begins[parent], begins[parent + 1], word);
    return Math.max(node, -1);
  }

  /** Brings the children of every node in the order of their words. */
  void sortSiblings() {
    for (int parent = 0; parent < parents(); parent++) {
      sort(begins[parent], begins[parent + 1]);
    }
  }

  private void sort(int from, int to) {
    int sorted = from + 1;
    while (sorted < to && words[sorted - 1] <= words[sorted]) {
      sorted++;
    }
    if (sorted < to && to - from <= FEW) {
      insert(from, sorted, to);
    } else if (sorted < to) {
      sortMany(from, to);
    }
  }

  private void insert(int from, int sorted, int to) {
    for (int i = sorted; i < to; i++) {
      int word = words[i];
      float prob = probs[i];
      float backoff = backoffs == null ? 0 : backoffs[i];
      int at = i;
      for (; at > from && words[at - 1] > word; at--) {
        move(at - 1, at);
      }
      words[at] = word;
      probs[at] = prob;
      if (backoffs != null) {
        backoffs[at] = backoff;
      }
    }
  }

  private void move(int from, int to) {
    words[to] = words[from];
    probs[to] = probs[from];
    if (backoffs != null) {
      backoffs[to] = backoffs[from];
    }
  }

  private void sortMany(int from, int to) {
    long[] keys = new long[to - from];
    for (int i = from; i < to; i++) {
      keys[i - from] = (long) words[i] << 32 | (i - from);
    }
    Arrays.sort(keys);
    permute(probs, from, keys);
    if (backoffs != null) {
      permute(backoffs, from, keys);
    }
    for (int i = from; i < to; i++) {
      words[i] = (int) (keys[i - from] >>> 32);
    }
  }

  private static void permute(float[] values, int from, long[] keys) {
    float[] old = Arrays.copyOfRange(values, from, from + keys.length);
    for (int i = 0; i < keys.length; i++) {
      values[from + i] = old[(int) keys[i]];
    }
  }
}
