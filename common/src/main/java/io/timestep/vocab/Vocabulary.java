package io.timestep.vocab;

import io.timestep.util.Seeds;
import io.timestep.util.UserException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words and their ids. Ids 0, 1 and 2 are {@code <unk>}, {@code <s>} and {@code </s>}; the words
 * follow by falling count, equal counts in the order of their UTF-8 bytes, so that the same counts
 * always give the same ids.
 */
public final class Vocabulary implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final String UNKNOWN_WORD = "<unk>";
  public static final String SENTENCE_START = "<s>";
  public static final String SENTENCE_END = "</s>";
  public static final int UNKNOWN = 0;
  public static final int START = 1;
  public static final int END = 2;

  /** How many special tokens lead the ids. */
  public static final int SPECIALS = 3;

  private static final List<String> SPECIAL_WORDS =
      List.of(UNKNOWN_WORD, SENTENCE_START, SENTENCE_END);

  private final String[] words;
  private final long[] counts;
  private final Map<String, Integer> ids;

  private Vocabulary(String[] words, long[] counts) {
    this.words = words;
    this.counts = counts;
    this.ids = new HashMap<>(words.length * 2);
    for (int id = 0; id < words.length; id++) {
      if (ids.put(words[id], id) != null) {
        throw new UserException("The vocabulary has '%s' twice.".formatted(words[id]));
      }
    }
  }

  /**
   * A vocabulary from its entries in id order, the three specials first.
   *
   * @param words [size]
   * @param counts occurrences in the training text, [size]
   */
  public static Vocabulary of(List<String> words, long[] counts) {
    if (!startsWithSpecials(words) || words.size() != counts.length) {
      throw new IllegalArgumentException("A vocabulary begins with <unk>, <s> and </s>");
    }
    return new Vocabulary(words.toArray(String[]::new), counts.clone());
  }

  /** Whether a word of the text is spelled as one of the special tokens. */
  public static boolean isSpecial(String word) {
    return SPECIAL_WORDS.contains(word);
  }

  static boolean startsWithSpecials(List<String> words) {
    return words.size() >= SPECIALS && words.subList(0, SPECIALS).equals(SPECIAL_WORDS);
  }

  public int size() {
    return words.length;
  }

  /**
   * The word's id, or {@link #UNKNOWN}. The specials' own spellings in a text are unknown words.
   */
  public int id(String word) {
    Integer id = ids.get(word);
    return id == null || id < SPECIALS ? UNKNOWN : id;
  }

  public String word(int id) {
    return words[id];
  }

  /** Occurrences in the training text; of {@code <unk>}, those of all words left out. */
  public long count(int id) {
    return counts[id];
  }

  /** Share of the training text's words that are not in the vocabulary, from 0 to 1. */
  public double unknownRate() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long inText = total - counts[START] - counts[END];
    return inText == 0 ? 0 : (double) counts[UNKNOWN] / inText;
  }

  public List<String> words() {
    return List.of(words);
  }

  /** A hash of the words in order: two vocabularies with the same print encode alike. */
  public String fingerprint() {
    List<String> all = new ArrayList<>(List.of(words));
    byte[] bytes = String.join("\n", all).getBytes(StandardCharsets.UTF_8);
    return "%016x".formatted(Seeds.hash(bytes));
  }
}
