package io.timestep.ngram.reference;

import io.timestep.ngram.estimate.LowerOrderCounts;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Step 2, adjusting: from occurrences to the counts the method works on. Kneser and Ney's of an
 * N-gram below the highest order is the number of distinct words that stand to its left; one that
 * begins with {@code <s>} has nothing there and keeps its occurrences (Chen and Goodman 1998,
 * section 4.1.6).
 *
 * @param byOrder at k - 1 the N-grams of k words with their counts, all positive
 */
record MethodCounts(List<Map<List<String>, Long>> byOrder) {
  static MethodCounts of(Occurrences occurrences, LowerOrderCounts kind) {
    if (kind == LowerOrderCounts.OCCURRENCES) {
      return new MethodCounts(occurrences.byOrder());
    }
    List<Map<List<String>, Long>> byOrder = new ArrayList<>();
    for (int k = 1; k < occurrences.order(); k++) {
      Map<List<String>, Long> adjusted = new HashMap<>();
      for (List<String> longer : occurrences.of(k + 1).keySet()) {
        adjusted.merge(longer.subList(1, k + 1), 1L, Long::sum);
      }
      occurrences
          .of(k)
          .forEach(
              (ngram, count) -> {
                if (ngram.get(0).equals(Vocabulary.SENTENCE_START)) {
                  adjusted.put(ngram, count);
                }
              });
      byOrder.add(adjusted);
    }
    byOrder.add(occurrences.of(occurrences.order()));
    return new MethodCounts(List.copyOf(byOrder));
  }

  Map<List<String>, Long> of(int k) {
    return byOrder.get(k - 1);
  }
}
