package io.timestep.ngram.reference;

import io.timestep.ngram.model.Lexicon;
import io.timestep.text.ByteOrder;
import io.timestep.vocab.Vocabulary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ids as the engine wants them: the specials, then the words in the model by falling count and
 * bytes, then the others likewise.
 *
 * @param lexicon of all words
 * @param counts occurrences of each; of {@code <s>} and {@code </s>} the sentences, [vocabulary]
 * @param ranks by first appearance, [vocabulary]
 * @param kept ids below are in the model
 */
record EngineWords(Lexicon lexicon, long[] counts, int[] ranks, int kept) {
  static EngineWords of(List<List<String>> sentences, ReferenceSettings settings) {
    Map<String, Long> occurrences = new LinkedHashMap<>(); // by first appearance
    sentences.forEach(words -> words.forEach(word -> occurrences.merge(word, 1L, Long::sum)));
    List<String> appeared = List.copyOf(occurrences.keySet());
    List<String> ranked =
        appeared.stream()
            .sorted(
                Comparator.comparing((String word) -> !isKept(word, occurrences, settings))
                    .thenComparing(word -> -occurrences.get(word))
                    .thenComparing(ByteOrder.INSTANCE))
            .toList();
    int size = ranked.size() + Vocabulary.SPECIALS;
    long[] counts = new long[size];
    counts[Vocabulary.START] = sentences.size();
    counts[Vocabulary.END] = sentences.size();
    int[] ranks = new int[size];
    for (int id = 0; id < size; id++) {
      boolean special = id < Vocabulary.SPECIALS;
      String word = special ? "" : ranked.get(id - Vocabulary.SPECIALS);
      counts[id] += occurrences.getOrDefault(word, 0L);
      ranks[id] = special ? id : Vocabulary.SPECIALS + appeared.indexOf(word);
    }
    long kept = ranked.stream().filter(word -> isKept(word, occurrences, settings)).count();
    return new EngineWords(Lexicon.of(ranked), counts, ranks, (int) kept + Vocabulary.SPECIALS);
  }

  private static boolean isKept(
      String word, Map<String, Long> occurrences, ReferenceSettings settings) {
    return occurrences.get(word) > settings.threshold(1)
        && settings.vocabulary().map(words -> words.contains(word)).orElse(true);
  }

  /** The words in the model. */
  Lexicon keptLexicon() {
    return Lexicon.of(IntStream.range(Vocabulary.SPECIALS, kept).mapToObj(lexicon::word).toList());
  }
}
