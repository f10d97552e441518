package io.timestep.ngram.reference;

import io.timestep.ngram.NgramSummary;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Step 3: n1 to n4 of an order, before pruning, from which the discounts are estimated. */
public final class CountsOfCounts {
  /** How they are counted. */
  public enum Rule {
    /** Of the method's counts. */
    DEFINITION,

    /**
     * As lmplz counts: it writes out an N-gram's adjusted count when a different one follows in
     * suffix order, and those after which nothing follows, the suffixes of the very last, enter
     * with their occurrences.
     */
    KENLM
  }

  private CountsOfCounts() {}

  /** n1 to n4 of the N-grams of k words, [4]. */
  static long[] of(Rule rule, int k, MethodCounts counts, Occurrences occurrences) {
    List<String> odd = List.of();
    if (rule == Rule.KENLM && k < occurrences.order()) {
      List<String> last = lastInSuffixOrder(occurrences);
      odd = last.subList(Math.max(0, last.size() - k), last.size());
    }
    long[] n = new long[NgramSummary.COUNTS];
    for (Map.Entry<List<String>, Long> entry : counts.of(k).entrySet()) {
      List<String> ngram = entry.getKey();
      long count = ngram.equals(odd) ? occurrences.of(k).get(ngram) : entry.getValue();
      if (count <= n.length) {
        n[(int) count - 1]++;
      }
    }
    return n;
  }

  /**
   * The longest N-gram that is greatest by its last word's id, then the one before that and so on;
   * ids are given by first appearance, after those of {@code <s>} and {@code </s>}. At the
   * beginning of a sentence it is shorter than the others.
   */
  private static List<String> lastInSuffixOrder(Occurrences occurrences) {
    int order = occurrences.order();
    Stream<List<String>> shorter =
        IntStream.range(2, order)
            .boxed()
            .flatMap(k -> occurrences.of(k).keySet().stream())
            .filter(ngram -> ngram.get(0).equals(Vocabulary.SENTENCE_START));
    return Stream.concat(occurrences.of(order).keySet().stream(), shorter)
        .max(Comparator.comparing(ngram -> reversedIds(ngram, occurrences), Reversed.INSTANCE))
        .orElseThrow();
  }

  private static List<Integer> reversedIds(List<String> ngram, Occurrences occurrences) {
    List<Integer> ids = new ArrayList<>();
    for (String word : ngram) {
      ids.add(
          word.equals(Vocabulary.SENTENCE_START)
              ? Vocabulary.START
              : word.equals(Vocabulary.SENTENCE_END)
                  ? Vocabulary.END
                  : Vocabulary.SPECIALS + occurrences.firstSeen().get(word));
    }
    Collections.reverse(ids);
    return ids;
  }

  private enum Reversed implements Comparator<List<Integer>> {
    INSTANCE;

    @Override
    public int compare(List<Integer> a, List<Integer> b) {
      for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
        int order = Integer.compare(a.get(i), b.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(a.size(), b.size());
    }
  }
}
