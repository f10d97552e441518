package io.timestep.ngram.model;

import io.timestep.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers the words of a {@link Lexicon}; begins with the three specials. */
final class LexiconBuilder {
  private byte[] blob = new byte[1 << 10];
  private int[] ends = new int[1 << 6];
  private int size;
  private WordTable table = new WordTable(ends.length);

  LexiconBuilder() {
    addSpecial(Vocabulary.UNKNOWN_WORD);
    addSpecial(Vocabulary.SENTENCE_START);
    addSpecial(Vocabulary.SENTENCE_END);
  }

  /** The id of text[from, to), or {@link WordTable#ABSENT}. */
  int find(byte[] text, int from, int to) {
    return table.find(blob, ends, text, from, to);
  }

  /**
   * Adds a word that is not there yet.
   *
   * @return its id, the number of those before it
   * @throws io.timestep.util.UserException if the words take more than 2 GiB
   */
  int add(byte[] text, int from, int to) {
    int start = size == 0 ? 0 : ends[size - 1];
    int end = Lexicon.checkedBytes((long) start + to - from);
    if (end > blob.length) {
      blob = Arrays.copyOf(blob, grown(blob.length, end));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, grown(ends.length, size + 1));
    }
    System.arraycopy(text, from, blob, start, to - from);
    ends[size] = end;
    if (size == table.room()) {
      rehash();
    }
    table.put(blob, ends, size);
    return size++;
  }

  int size() {
    return size;
  }

  Lexicon build() {
    int end = ends[size - 1];
    return new Lexicon(Arrays.copyOf(blob, end), Arrays.copyOf(ends, size));
  }

  private void rehash() {
    table = new WordTable(size + (size >> 1));
    for (int id = 0; id < size; id++) {
      table.put(blob, ends, id);
    }
  }

  private void addSpecial(String word) {
    byte[] text = word.getBytes(StandardCharsets.UTF_8);
    add(text, 0, text.length);
  }

  /** Half as much again, but at least what is needed and at most what an array can be. */
  private static int grown(int length, int needed) {
    long wanted = length + (length >> 1) + 16L;
    return (int) Math.max(needed, Math.min(wanted, Integer.MAX_VALUE - 8));
  }
}
