package io.timestep.ngram.model;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every word of a text and its id: 0 and 1 are the sentence boundaries, the words follow in the
 * order they are given. Unlike a model's {@link Lexicon} it takes a word that is spelled like a
 * boundary, or {@code <unk>}, for a word like any other.
 */
public final class Dictionary implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Id of {@code <s>}. */
  public static final int START = 0;

  /** Id of {@code </s>}. */
  public static final int END = 1;

  /** Id of the first word. */
  public static final int FIRST_WORD = 2;

  private static final byte[] BOUNDARIES = "<s></s>".getBytes(StandardCharsets.UTF_8);
  private static final int START_LENGTH = "<s>".length();

  private final byte[] blob;
  private final int[] ends;
  private transient volatile WordTable table;

  private Dictionary(byte[] blob, int[] ends) {
    this.blob = blob;
    this.ends = ends;
  }

  /**
   * A dictionary of words.
   *
   * @param words as UTF-8, none twice
   * @throws io.timestep.util.UserException if they take more than 2 GiB
   */
  public static Dictionary of(List<byte[]> words) {
    long bytes = BOUNDARIES.length;
    for (byte[] word : words) {
      bytes += word.length;
    }
    byte[] blob = new byte[Lexicon.checkedBytes(bytes)];
    int[] ends = new int[words.size() + FIRST_WORD];
    System.arraycopy(BOUNDARIES, 0, blob, 0, BOUNDARIES.length);
    ends[START] = START_LENGTH;
    ends[END] = BOUNDARIES.length;
    int at = BOUNDARIES.length;
    for (int i = 0; i < words.size(); i++) {
      byte[] word = words.get(i);
      System.arraycopy(word, 0, blob, at, word.length);
      at += word.length;
      ends[i + FIRST_WORD] = at;
    }
    return new Dictionary(blob, ends);
  }

  /** Number of ids. */
  public int size() {
    return ends.length;
  }

  /**
   * The id of a word of the text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public int id(byte[] word) {
    int id = table().find(blob, ends, word, 0, word.length);
    if (id == WordTable.ABSENT) {
      throw new IllegalArgumentException(
          "'%s' is no word of the text".formatted(new String(word, StandardCharsets.UTF_8)));
    }
    return id;
  }

  /** Bytes of a word. */
  public int length(int id) {
    return ends[id] - start(id);
  }

  /**
   * Copies a word's bytes.
   *
   * @param at where the first one goes
   * @return where the word ends there
   */
  public int copy(int id, byte[] target, int at) {
    int start = start(id);
    int length = ends[id] - start;
    System.arraycopy(blob, start, target, at, length);
    return at + length;
  }

  private int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  private WordTable table() {
    WordTable made = table;
    if (made == null) {
      made = new WordTable(ends.length);
      for (int id = FIRST_WORD; id < ends.length; id++) {
        if (made.put(blob, ends, id) != WordTable.ABSENT) {
          throw new IllegalArgumentException(
              "The dictionary has '%s' twice"
                  .formatted(new String(blob, start(id), length(id), StandardCharsets.UTF_8)));
        }
      }
      table = made; // two threads may both make it: they make the same
    }
    return made;
  }
}
