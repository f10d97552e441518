package io.timestep.ngram.reference;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Step 4, pruning: the N-grams that enter the model. Thresholds hold for occurrences, whatever the
 * method counts; the special tokens are never left out by themselves.
 *
 * @param byOrder at k - 1 those of k words; unigrams with {@code <unk>} and {@code <s>}
 */
record Kept(List<Set<List<String>>> byOrder) {
  static Kept of(Occurrences occurrences, ReferenceSettings settings) {
    List<Set<List<String>>> byOrder = new ArrayList<>();
    for (int k = 1; k <= occurrences.order(); k++) {
      Set<List<String>> kept = new HashSet<>();
      long threshold = settings.threshold(k);
      occurrences
          .of(k)
          .forEach(
              (ngram, count) -> {
                boolean frequent = count > threshold || isSpecial(ngram);
                if (frequent && ngram.stream().allMatch(word -> isInside(word, settings))) {
                  kept.add(ngram);
                }
              });
      byOrder.add(kept);
    }
    byOrder.get(0).add(List.of(Vocabulary.UNKNOWN_WORD));
    byOrder.get(0).add(List.of(Vocabulary.SENTENCE_START));
    return new Kept(List.copyOf(byOrder));
  }

  Set<List<String>> of(int k) {
    return byOrder.get(k - 1);
  }

  boolean contains(List<String> ngram) {
    return of(ngram.size()).contains(ngram);
  }

  /** V: words that may be predicted, those kept with {@code <unk>} and without {@code <s>}. */
  long vocabulary() {
    return of(1).size() - 1L;
  }

  private static boolean isSpecial(List<String> ngram) {
    return ngram.equals(List.of(Vocabulary.SENTENCE_END));
  }

  private static boolean isInside(String word, ReferenceSettings settings) {
    return word.equals(Vocabulary.SENTENCE_START)
        || word.equals(Vocabulary.SENTENCE_END)
        || settings.vocabulary().map(words -> words.contains(word)).orElse(true);
  }
}
