package io.timestep.ngram.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The N-grams of one order as they come, in any order: each with the node of its context in the
 * level below and its last word. Sixteen bytes an N-gram, in pieces that are never copied.
 */
final class TrieRows {
  private static final int PIECE_BITS = 16;
  private static final int PIECE = 1 << PIECE_BITS;

  private final int width; // ints of a row: parent, word, log10 p, perhaps log10 backoff
  private final List<int[]> pieces = new ArrayList<>();
  private int size;

  private TrieRows(int width) {
    this.width = width;
  }

  static TrieRows withBackoffs() {
    return new TrieRows(4);
  }

  static TrieRows withoutBackoffs() {
    return new TrieRows(3);
  }

  int size() {
    return size;
  }

  void add(int parent, int word, float log10Prob, float log10Backoff) {
    int at = (size & (PIECE - 1)) * width;
    if (at == 0) {
      pieces.add(new int[PIECE * width]);
    }
    int[] piece = pieces.get(size >>> PIECE_BITS);
    piece[at] = parent;
    piece[at + 1] = word;
    piece[at + 2] = Float.floatToRawIntBits(log10Prob);
    if (width == 4) {
      piece[at + 3] = Float.floatToRawIntBits(log10Backoff);
    }
    size++;
  }

  int parent(int row) {
    return pieces.get(row >>> PIECE_BITS)[(row & (PIECE - 1)) * width];
  }

  void setParent(int row, int parent) {
    pieces.get(row >>> PIECE_BITS)[(row & (PIECE - 1)) * width] = parent;
  }

  /** The second row with the same parent and word as another, or -1. */
  int duplicate(SortedLevel sorted) {
    for (int parent = 0; parent < sorted.parents(); parent++) {
      for (int i = sorted.begins()[parent] + 1; i < sorted.begins()[parent + 1]; i++) {
        if (sorted.words()[i] == sorted.words()[i - 1]) {
          return secondRow(parent, sorted.words()[i]);
        }
      }
    }
    return -1;
  }

  /**
   * The rows by parent, then by word.
   *
   * @param parents nodes of the level below
   */
  SortedLevel sorted(int parents) {
    int[] begins = new int[parents + 1];
    for (int row = 0; row < size; row++) {
      begins[parent(row) + 1]++;
    }
    for (int i = 0; i < parents; i++) {
      begins[i + 1] += begins[i];
    }
    SortedLevel level =
        new SortedLevel(
            new int[size], new float[size], width == 4 ? new float[size] : null, begins);
    scatter(level);
    // Each beginning has moved to its end, which is the next one's beginning.
    System.arraycopy(begins, 0, begins, 1, parents);
    begins[0] = 0;
    level.sortSiblings();
    return level;
  }

  private void scatter(SortedLevel level) {
    int[] begins = level.begins();
    for (int row = 0; row < size; row++) {
      int[] piece = pieces.get(row >>> PIECE_BITS);
      int at = (row & (PIECE - 1)) * width;
      int node = begins[piece[at]]++;
      level.words()[node] = piece[at + 1];
      level.probs()[node] = Float.intBitsToFloat(piece[at + 2]);
      if (width == 4) {
        level.backoffs()[node] = Float.intBitsToFloat(piece[at + 3]);
      }
    }
  }

  private int secondRow(int parent, int word) {
    int found = 0;
    for (int row = 0; row < size; row++) {
      int wordAt = (row & (PIECE - 1)) * width + 1;
      if (parent(row) == parent && pieces.get(row >>> PIECE_BITS)[wordAt] == word && ++found == 2) {
        return row;
      }
    }
    return -1;
  }
}
