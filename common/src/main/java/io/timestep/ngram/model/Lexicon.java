package io.timestep.ngram.model;

import io.timestep.util.Seeds;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words of an N-gram model and their ids, as bytes: a word may hold any but NUL, TAB, LF, CR
 * and SPACE, valid UTF-8 or not. Ids 0, 1 and 2 are {@code <unk>}, {@code <s>} and {@code </s>}.
 *
 * <p>Two arrays carry it, so that it is compact in memory and on its way to executors; the table
 * for lookups is made where the first one happens.
 */
public final class Lexicon implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Largest array that every virtual machine can make. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final List<String> SPECIALS =
      List.of(Vocabulary.UNKNOWN_WORD, Vocabulary.SENTENCE_START, Vocabulary.SENTENCE_END);

  private final byte[] blob;
  private final int[] ends;
  private transient volatile WordTable table;

  /**
   * A lexicon over the arrays as they are, not copied; whoever gives them does not change them.
   *
   * @param blob the words one after the other, the three specials first, [bytes]
   * @param ends where each word ends in the blob, [size]
   * @throws IllegalArgumentException if a word is empty or the specials do not lead; two equal
   *     words are found at the first lookup
   */
  public Lexicon(byte[] blob, int[] ends) {
    this.blob = blob;
    this.ends = ends;
    int start = 0;
    for (int end : ends) {
      if (end <= start) {
        throw new IllegalArgumentException("A lexicon has no empty words");
      }
      start = end;
    }
    if (start != blob.length) {
      throw new IllegalArgumentException(
          "The words end at %d of %d bytes".formatted(start, blob.length));
    }
    for (int id = 0; id < SPECIALS.size(); id++) {
      if (ends.length < SPECIALS.size() || !word(id).equals(SPECIALS.get(id))) {
        throw new IllegalArgumentException("A lexicon begins with <unk>, <s> and </s>");
      }
    }
  }

  /**
   * A lexicon of words that get the ids from 3 on, in this order.
   *
   * @param words without the specials, none twice
   * @throws UserException if they take more than 2 GiB
   */
  public static Lexicon of(List<String> words) {
    LexiconBuilder builder = new LexiconBuilder();
    for (String word : words) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      if (builder.find(text, 0, text.length) != WordTable.ABSENT) {
        throw twice(word);
      }
      builder.add(text, 0, text.length);
    }
    return builder.build();
  }

  /** Number of words, the three specials included. */
  public int size() {
    return ends.length;
  }

  /**
   * The id of the word that text[from, to) spells, or 0, that of {@code <unk>}. The specials are
   * known by their spellings, unlike in a {@link Vocabulary}: model files list them as words.
   */
  public int id(byte[] text, int from, int to) {
    return Math.max(find(text, from, to), Vocabulary.UNKNOWN);
  }

  /** As {@link #id(byte[], int, int)}, but {@link WordTable#ABSENT} for a word not listed. */
  int find(byte[] text, int from, int to) {
    return table().find(blob, ends, text, from, to);
  }

  /** As {@link #id(byte[], int, int)} for the word's UTF-8 bytes. */
  public int id(String word) {
    byte[] text = word.getBytes(StandardCharsets.UTF_8);
    return id(text, 0, text.length);
  }

  /** The word; what is no valid UTF-8 in it appears as U+FFFD. */
  public String word(int id) {
    return new String(blob, start(id), length(id), StandardCharsets.UTF_8);
  }

  /** Bytes of the word. */
  public int length(int id) {
    return ends[id] - start(id);
  }

  /**
   * Copies the word's bytes into an array.
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

  /** The words one after the other; not a copy, not to be changed. */
  public byte[] blob() {
    return blob;
  }

  /** Where each word ends in the blob, [size]; not a copy, not to be changed. */
  public int[] ends() {
    return ends;
  }

  /** A hash of the words in order: with the same print, the same ids mean the same words. */
  public String fingerprint() {
    long state = Seeds.hash(blob);
    for (int end : ends) {
      state = Seeds.mix(state * 31 + end);
    }
    return "%016x".formatted(state);
  }

  static int checkedBytes(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new UserException(
          "The vocabulary's words take %d bytes or more, expected at most %d; limit the vocabulary"
              .formatted(bytes, MAX_BYTES));
    }
    return (int) bytes;
  }

  private int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  private WordTable table() {
    WordTable made = table;
    if (made == null) {
      made = new WordTable(ends.length);
      for (int id = 0; id < ends.length; id++) {
        if (made.put(blob, ends, id) != WordTable.ABSENT) {
          throw twice(word(id));
        }
      }
      table = made; // two threads may both make it: they make the same
    }
    return made;
  }

  private static IllegalArgumentException twice(String word) {
    return new IllegalArgumentException("The lexicon has '%s' twice".formatted(word));
  }
}
