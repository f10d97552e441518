package io.timestep.jobs.ngram;

import java.util.Arrays;

/** Ids of one sentence after another, without boxing them. */
public final class IdBuffer {
  private int[] ids = new int[64];
  private int length;

  public void add(int id) {
    if (length == ids.length) {
      ids = Arrays.copyOf(ids, length * 2);
    }
    ids[length++] = id;
  }

  public void clear() {
    length = 0;
  }

  /** The ids, [at least length]; good until the next is added. */
  public int[] array() {
    return ids;
  }

  public int length() {
    return length;
  }

  /** A copy, [length]. */
  int[] toArray() {
    return Arrays.copyOf(ids, length);
  }
}
