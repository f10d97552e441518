package io.timestep.ngram.reference;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Step 1, counting: how often each N-gram of each order occurs. Every word and the {@code </s>} of
 * a sentence is an event, and ends one N-gram of each order, as far as there are words before it;
 * {@code <s>} stands before the first.
 *
 * @param byOrder at k - 1 the N-grams of k words with their counts
 * @param firstSeen the words in the order of their first appearance, with positions from 0
 */
record Occurrences(List<Map<List<String>, Long>> byOrder, Map<String, Integer> firstSeen) {
  private static final Set<String> RESERVED =
      Set.of(Vocabulary.UNKNOWN_WORD, Vocabulary.SENTENCE_START, Vocabulary.SENTENCE_END);

  static Occurrences count(List<List<String>> sentences, int order) {
    List<Map<List<String>, Long>> byOrder = new ArrayList<>();
    for (int k = 1; k <= order; k++) {
      byOrder.add(new HashMap<>());
    }
    Map<String, Integer> firstSeen = new LinkedHashMap<>();
    for (List<String> words : sentences) {
      List<String> sentence = new ArrayList<>();
      sentence.add(Vocabulary.SENTENCE_START);
      for (String word : words) {
        if (RESERVED.contains(word)) {
          throw new IllegalArgumentException("Reserved: " + word);
        }
        firstSeen.putIfAbsent(word, firstSeen.size());
        sentence.add(word);
      }
      sentence.add(Vocabulary.SENTENCE_END);
      for (int event = 1; event < sentence.size(); event++) {
        for (int k = 1; k <= Math.min(order, event + 1); k++) {
          List<String> ngram = List.copyOf(sentence.subList(event + 1 - k, event + 1));
          byOrder.get(k - 1).merge(ngram, 1L, Long::sum);
        }
      }
    }
    return new Occurrences(List.copyOf(byOrder), firstSeen);
  }

  int order() {
    return byOrder.size();
  }

  Map<List<String>, Long> of(int k) {
    return byOrder.get(k - 1);
  }
}
