package io.timestep.ngram.count;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Packed words by hand, for tests. */
final class PackedKeys {
  private PackedKeys() {}

  /**
   * Packs keys.
   *
   * @param keys the packed word at each position, 0 for none, [n][words]
   * @return by column, [longs][n]
   */
  static long[][] columns(KeyLayout layout, long[][] keys) {
    long[][] columns = new long[layout.longs()][keys.length];
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < layout.words(); j++) {
        columns[layout.column(j)][i] |= keys[i][j] << layout.shift(j);
      }
    }
    return columns;
  }

  /** The packed words of a key as far as they are wanted. */
  static List<Long> words(KeyColumns keys, int i, int count) {
    List<Long> words = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      words.add(keys.word(i, j));
    }
    return words;
  }

  /** Packed words in reading order, put in that of a key: the last two come first. */
  static List<Long> fromReading(List<Long> words) {
    List<Long> key = new ArrayList<>(words);
    Collections.reverse(key);
    Collections.swap(key, 0, 1);
    return key;
  }
}
