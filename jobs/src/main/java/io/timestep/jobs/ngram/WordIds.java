package io.timestep.jobs.ngram;

import io.timestep.ngram.count.RadixSort;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    List<byte[]> spellings = new ArrayList<>(size);
    for (String special :
        List.of(Vocabulary.UNKNOWN_WORD, Vocabulary.SENTENCE_START, Vocabulary.SENTENCE_END)) {
      spellings.add(special.getBytes(StandardCharsets.UTF_8));
    }
    int kept = Vocabulary.SPECIALS;
    for (int i = 0; i < ranked.length; i++) {
      int id = i + Vocabulary.SPECIALS;
      counts[id] = words.count(ranked[i]);
      firsts[id] = words.first(ranked[i]);
      spellings.add(words.word(ranked[i]));
      kept += isKept.test(ranked[i]) ? 1 : 0;
    }
    return new WordIds(lexicon(spellings), counts, firsts, kept);
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
      keys[1][i] = words.prefix(i);
      indexes[i] = i;
    }
    RadixSort.Sorted sorted = RadixSort.sort(keys, indexes, size);
    // Words that share count and first bytes are few.
    int[] order = sorted.payload();
    for (int from = 0, to; from < size; from = to) {
      to = from + 1;
      while (to < size
          && sorted.keys()[0][to] == sorted.keys()[0][from]
          && sorted.keys()[1][to] == sorted.keys()[1][from]) {
        to++;
      }
      if (to - from > 1) {
        Integer[] tied = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(tied, words::compare);
        for (int i = from; i < to; i++) {
          order[i] = tied[i - from];
        }
      }
    }
    return Arrays.copyOf(order, size);
  }

  private static Lexicon lexicon(List<byte[]> spellings) {
    int[] ends = new int[spellings.size()];
    int end = 0;
    for (int id = 0; id < ends.length; id++) {
      end = Math.addExact(end, spellings.get(id).length);
      ends[id] = end;
    }
    byte[] blob = new byte[end];
    for (int id = 0; id < ends.length; id++) {
      byte[] word = spellings.get(id);
      System.arraycopy(word, 0, blob, ends[id] - word.length, word.length);
    }
    return new Lexicon(blob, ends);
  }
}
