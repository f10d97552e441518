package io.timestep.jobs.ngram;

import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.model.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words of one N-gram after another, separated by a space, in bytes that are used again. */
final class NgramText {
  private final Dictionary dictionary;
  private byte[] bytes = new byte[256];
  private int length;

  NgramText(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Takes a single word. */
  void set(int id) {
    length = 0;
    append(id);
  }

  /**
   * Takes the last words of a key, which holds them from the last but one, the last, the third from
   * the end on to the first ({@link io.timestep.ngram.count.SuffixEvents}).
   *
   * @param order how many, from 2
   */
  void set(KeyColumns keys, int key, int order) {
    length = 0;
    for (int j = order - 1; j >= 2; j--) {
      append((int) keys.word(key, j) - 1);
    }
    append((int) keys.word(key, 0) - 1);
    append((int) keys.word(key, 1) - 1);
  }

  /** UTF-8, [at least length]; good until the next N-gram. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void append(int id) {
    int end = length + dictionary.length(id) + 1;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.multiplyExact(bytes.length, 2)));
    }
    if (length > 0) {
      bytes[length++] = ' ';
    }
    length = dictionary.copy(id, bytes, length);
  }
}
