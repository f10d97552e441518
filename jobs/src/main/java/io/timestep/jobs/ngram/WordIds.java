package io.timestep.jobs.ngram;

import io.timestep.ngram.count.RadixSort;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Ids of all words of a text: the specials, then the words that are in the model by falling count,
 * equal counts in the order of their bytes, then the others likewise.
 *
 * @param lexicon of all words
 * @param counts occurrences; of {@code <s>} and {@code </s>} the number of sentences, [vocabulary]
 * @param firsts where each word was first seen, [vocabulary]
 * @param kept ids below are in the model
 */
record WordIds(Lexicon lexicon, long[] counts, long[] firsts, int kept) {
  private static final List<String> SPECIALS =
      List.of(Vocabulary.UNKNOWN_WORD, Vocabulary.SENTENCE_START, Vocabulary.SENTENCE_END);

  /**
   * Gives ids.
   *
   * @param isKept whether the word at an index of the table is in the model
   */
  static WordIds of(WordCounter words, long sentences, IntPredicate isKept) {
    int size = words.size() + Vocabulary.SPECIALS;
    int[] ranked = ranked(words, isKept);
    long[] counts = new long[size];
    long[] firsts = new long[size];
    counts[Vocabulary.START] = sentences;
    counts[Vocabulary.END] = sentences;
    int kept = Vocabulary.SPECIALS;
    for (int i = 0; i < ranked.length; i++) {
      int id = i + Vocabulary.SPECIALS;
      counts[id] = words.count(ranked[i]);
      firsts[id] = words.first(ranked[i]);
      kept += isKept.test(ranked[i]) ? 1 : 0;
    }
    return new WordIds(lexicon(words, ranked), counts, firsts, kept);
  }

  /** The words that are in the model. */
  Lexicon keptLexicon() {
    int[] ends = Arrays.copyOf(lexicon.ends(), kept);
    return kept == lexicon.size()
        ? lexicon
        : new Lexicon(Arrays.copyOf(lexicon.blob(), ends[kept - 1]), ends);
  }

  /** Places of all words by first appearance, the specials first, [vocabulary]. */
  int[] ranks() {
    int words = lexicon.size() - Vocabulary.SPECIALS;
    long[][] keys = {Arrays.copyOfRange(firsts, Vocabulary.SPECIALS, lexicon.size())};
    int[] ids = new int[words];
    Arrays.setAll(ids, i -> i + Vocabulary.SPECIALS);
    int[] byAppearance = RadixSort.sort(keys, ids, words).payload();
    int[] ranks = new int[lexicon.size()];
    Arrays.setAll(ranks, id -> id); // of the specials
    for (int i = 0; i < words; i++) {
      ranks[byAppearance[i]] = i + Vocabulary.SPECIALS;
    }
    return ranks;
  }

  /**
   * Indexes of a table's words by falling count, equal counts in the order of their bytes; those in
   * the model before the others.
   */
  static int[] ranked(WordCounter words, IntPredicate isKept) {
    int size = words.size();
    long[][] keys = new long[2][size];
    int[] indexes = new int[size];
    for (int i = 0; i < size; i++) {
      keys[0][i] = isKept.test(i) ? Long.MAX_VALUE - words.count(i) : -1 - words.count(i);
      keys[1][i] = words.eightBytes(i, 0);
      indexes[i] = i;
    }
    RadixSort.Sorted sorted = RadixSort.sort(keys, indexes, size);
    int[] order = sorted.payload();
    forEachTie(
        size,
        (i, j) ->
            sorted.keys()[0][i] == sorted.keys()[0][j]
                && sorted.keys()[1][i] == sorted.keys()[1][j],
        (from, to) -> sortByBytes(words, order, from, to, Long.BYTES));
    return order;
  }

  /** Sorts words that share their first bytes; those that end there, in zeros, by length. */
  private static void sortByBytes(WordCounter words, int[] order, int from, int to, int shared) {
    int size = to - from;
    int[] tied = Arrays.copyOfRange(order, from, to);
    boolean more = Arrays.stream(tied).anyMatch(i -> words.length(i) > shared);
    long[][] keys = new long[1][size];
    for (int i = 0; i < size; i++) {
      keys[0][i] = more ? words.eightBytes(tied[i], shared) : words.length(tied[i]);
    }
    RadixSort.Sorted sorted = RadixSort.sort(keys, tied, size);
    System.arraycopy(sorted.payload(), 0, order, from, size);
    forEachTie(
        size,
        (i, j) -> sorted.keys()[0][i] == sorted.keys()[0][j],
        (first, last) -> sortByBytes(words, order, from + first, from + last, shared + Long.BYTES));
  }

  private interface Pair {
    boolean test(int i, int j);
  }

  private interface Range {
    void accept(int from, int to);
  }

  /** Visits the ranges of two and more in which all are equal. */
  private static void forEachTie(int size, Pair areEqual, Range visitor) {
    for (int from = 0, to; from < size; from = to) {
      to = from + 1;
      while (to < size && areEqual.test(from, to)) {
        to++;
      }
      if (to - from > 1) {
        visitor.accept(from, to);
      }
    }
  }

  private static Lexicon lexicon(WordCounter words, int[] ranked) {
    int[] ends = new int[ranked.length + Vocabulary.SPECIALS];
    byte[] specials = String.join("", SPECIALS).getBytes(StandardCharsets.US_ASCII);
    byte[] blob = Arrays.copyOf(specials, Math.addExact(specials.length, words.bytes()));
    int end = 0;
    for (int id = 0; id < Vocabulary.SPECIALS; id++) {
      end += SPECIALS.get(id).length();
      ends[id] = end;
    }
    for (int i = 0; i < ranked.length; i++) {
      end = words.copy(ranked[i], blob, end);
      ends[i + Vocabulary.SPECIALS] = end;
    }
    return new Lexicon(blob, ends);
  }
}
