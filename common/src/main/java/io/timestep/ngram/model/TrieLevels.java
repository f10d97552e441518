package io.timestep.ngram.model;

import java.util.ArrayList;
import java.util.List;

/** A trie while its levels arrive from the lowest up. */
final class TrieLevels {
  static final int ABSENT = -1;

  private final List<SortedLevel> levels = new ArrayList<>();

  // The way to the N-gram sought last: most are sought near to it.
  private final int[] pathWords;
  private final int[] pathNodes;
  private int pathLength;

  TrieLevels(int order) {
    pathWords = new int[order];
    pathNodes = new int[order];
  }

  /** Puts a level on top; its parents are the nodes of the one below. */
  void add(SortedLevel level) {
    levels.add(level);
  }

  int height() {
    return levels.size();
  }

  SortedLevel level(int order) {
    return levels.get(order - 1);
  }

  /** Puts another level in a level's place. */
  void replace(int order, SortedLevel level) {
    levels.set(order - 1, level);
    pathLength = 0;
  }

  /**
   * The node of words[from, to), or {@link #ABSENT}.
   *
   * @param words ids, at most as many as there are levels
   */
  int find(int[] words, int from, int to) {
    int known = 0;
    while (known < pathLength && from + known < to && pathWords[known] == words[from + known]) {
      known++;
    }
    int node = known == 0 ? 0 : pathNodes[known - 1];
    pathLength = known;
    for (int i = from + known; i < to; i++) {
      node = pathLength == 0 ? words[i] : levels.get(pathLength).child(node, words[i]);
      if (node < 0) {
        return ABSENT;
      }
      pathWords[pathLength] = words[i];
      pathNodes[pathLength++] = node;
    }
    return node;
  }

  /** log10 p of the last of words[from, to) after those before it, backed off where need be. */
  float log10Prob(int[] words, int from, int to) {
    int node = find(words, from, to);
    if (node != ABSENT) {
      return level(to - from).probs()[node];
    }
    int context = find(words, from, to - 1);
    float backoff = context == ABSENT ? 0 : level(to - 1 - from).backoffs()[context];
    return backoff + log10Prob(words, from + 1, to);
  }

  NgramTrie build() {
    List<TrieLevel> built = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      SortedLevel level = levels.get(i);
      int[] children = i + 1 < levels.size() ? levels.get(i + 1).begins() : null;
      built.add(new TrieLevel(level.words(), level.probs(), level.backoffs(), children));
    }
    return new NgramTrie(built);
  }
}
