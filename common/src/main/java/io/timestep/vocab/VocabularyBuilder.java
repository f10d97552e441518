package io.timestep.vocab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Chooses the words of a vocabulary by their counts. */
public final class VocabularyBuilder {
  private VocabularyBuilder() {}

  /** Whether a word may be in a vocabulary: often enough, and not spelled as a special token. */
  public static boolean isCandidate(WordCount word, VocabConfig config) {
    return word.count() >= config.minCount() && !Vocabulary.isSpecial(word.word());
  }

  /**
   * The most frequent candidates, as many as {@code vocab.max-size} allows.
   *
   * @param counts every word at most once, in any order; words that will not be chosen may be
   *     missing
   * @param words occurrences of all words of the training text, chosen or not
   * @param sentences of the training text: the count of {@code </s>}
   */
  public static Vocabulary build(
      Collection<WordCount> counts, VocabConfig config, long words, long sentences) {
    long limit = config.maxSize() == 0 ? Long.MAX_VALUE : config.maxSize() - Vocabulary.SPECIALS;
    List<WordCount> chosen =
        counts.stream()
            .filter(w -> isCandidate(w, config))
            .sorted(WordCount.BY_RANK)
            .limit(limit)
            .toList();
    long covered = chosen.stream().mapToLong(WordCount::count).sum();
    List<WordCount> entries = new ArrayList<>(chosen.size() + Vocabulary.SPECIALS);
    entries.add(new WordCount(Vocabulary.UNKNOWN_WORD, words - covered));
    entries.add(new WordCount(Vocabulary.SENTENCE_START, 0)); // never a token of a sequence
    entries.add(new WordCount(Vocabulary.SENTENCE_END, sentences));
    entries.addAll(chosen);
    return Vocabulary.of(
        entries.stream().map(WordCount::word).toList(),
        entries.stream().mapToLong(WordCount::count).toArray());
  }
}
