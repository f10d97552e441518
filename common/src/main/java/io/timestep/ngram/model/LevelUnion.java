package io.timestep.ngram.model;

import java.util.Arrays;

/** A level and nodes it lacks, as one. */
final class LevelUnion {
  private final SortedLevel old;
  private final SortedLevel added;
  private final int[] words;
  private final float[] probs;
  private final float[] backoffs;
  private final int[] begins;
  private final int[] moved;
  private int size;

  /**
   * @param added with the same parents as {@code old} and none of its nodes; may have nodes twice
   */
  LevelUnion(SortedLevel old, SortedLevel added) {
    this.old = old;
    this.added = added;
    int most = Math.addExact(old.size(), added.size());
    words = new int[most];
    probs = new float[most];
    backoffs = new float[most];
    begins = new int[old.begins().length];
    moved = new int[old.size()];
    for (int parent = 0; parent < old.parents(); parent++) {
      begins[parent] = size;
      mergeChildren(parent);
    }
    begins[old.parents()] = size;
  }

  SortedLevel level() {
    return new SortedLevel(
        Arrays.copyOf(words, size),
        Arrays.copyOf(probs, size),
        Arrays.copyOf(backoffs, size),
        begins);
  }

  /** New place of each old node. */
  int[] moved() {
    return moved;
  }

  /** The next level with these parents: those that are new have no children. */
  SortedLevel adopt(SortedLevel children) {
    int[] shifted = new int[size + 1];
    Arrays.fill(shifted, -1);
    for (int node = 0; node < moved.length; node++) {
      shifted[moved[node]] = children.begins()[node];
    }
    int begin = children.size();
    for (int node = size; node >= 0; node--) {
      begin = shifted[node] < 0 ? begin : shifted[node];
      shifted[node] = begin;
    }
    return new SortedLevel(children.words(), children.probs(), children.backoffs(), shifted);
  }

  private void mergeChildren(int parent) {
    int i = old.begins()[parent];
    int j = added.begins()[parent];
    while (i < old.begins()[parent + 1] || j < added.begins()[parent + 1]) {
      boolean addedIsNext =
          i == old.begins()[parent + 1]
              || (j < added.begins()[parent + 1] && added.words()[j] < old.words()[i]);
      if (addedIsNext) {
        if (size == begins[parent] || words[size - 1] != added.words()[j]) {
          take(added, j);
        }
        j++;
      } else {
        moved[i] = size;
        take(old, i++);
      }
    }
  }

  private void take(SortedLevel from, int node) {
    words[size] = from.words()[node];
    probs[size] = from.probs()[node];
    backoffs[size] = from.backoffs()[node];
    size++;
  }
}
