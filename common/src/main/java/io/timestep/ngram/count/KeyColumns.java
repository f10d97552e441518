package io.timestep.ngram.count;

/** The words of packed keys, by place of the key and position in it. */
public final class KeyColumns {
  private final long[][] keys;
  private final int[] columns;
  private final int[] shifts;
  private final long mask;

  /**
   * @param keys by column, [longs][n]; read, not copied
   */
  public KeyColumns(KeyLayout layout, long[][] keys) {
    this.keys = keys;
    this.shifts = layout.shifts();
    this.columns = new int[shifts.length];
    for (int j = 0; j < shifts.length; j++) {
      columns[j] = layout.column(j);
    }
    this.mask = layout.mask();
  }

  /** The packed word (its id + 1, or 0 for none) at position j of the i-th key. */
  public long word(int i, int j) {
    return keys[columns[j]][i] >>> shifts[j] & mask;
  }

  /** Words of the i-th key that are not missing. */
  public int length(int i) {
    int length = shifts.length;
    while (length > 0 && word(i, length - 1) == 0) {
      length--;
    }
    return length;
  }

  /** How many leading words two keys share. */
  public int common(int i, int j) {
    int position = 0;
    for (int c = 0; c < keys.length; c++) {
      long differing = keys[c][i] ^ keys[c][j];
      if (differing != 0) {
        while (differing >>> shifts[position] == 0) {
          position++;
        }
        return position;
      }
      while (position < shifts.length && columns[position] == c) {
        position++;
      }
    }
    return position;
  }
}
