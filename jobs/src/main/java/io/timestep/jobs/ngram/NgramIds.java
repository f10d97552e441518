package io.timestep.jobs.ngram;

import io.timestep.ngram.model.Lexicon;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;

/** From the N-grams of one table to ids, one after another. For one thread. */
final class NgramIds {
  private final Lexicon lexicon;
  private final String source;
  private final int[] ids;

  /**
   * @param order words of each N-gram
   * @param source names the table in errors, e.g. its file
   */
  NgramIds(Lexicon lexicon, int order, String source) {
    this.lexicon = lexicon;
    this.source = source;
    this.ids = new int[order];
  }

  /**
   * The words of an N-gram.
   *
   * @param ngram its words separated by a space
   * @return ids, [order]; good until the next is read
   * @throws UserException if it has more or fewer words, one that is not in the lexicon, or {@code
   *     <s>} or {@code </s>} in its midst
   */
  int[] read(byte[] ngram) {
    int words = 0;
    for (int from = 0, to; from <= ngram.length; from = to + 1) {
      to = from;
      while (to < ngram.length && ngram[to] != ' ') {
        to++;
      }
      if (words == ids.length) {
        throw refused(ngram, "has more than %d words".formatted(ids.length));
      }
      int id = lexicon.id(ngram, from, to);
      if (id == Vocabulary.UNKNOWN) {
        String word = new String(ngram, from, to - from, StandardCharsets.UTF_8);
        throw refused(ngram, "has the word '%s', which the table of words lacks".formatted(word));
      }
      ids[words++] = id;
    }
    if (words < ids.length) {
      throw refused(ngram, "has %d words, expected %d".formatted(words, ids.length));
    }
    for (int i = 0; i < words - 1; i++) {
      if (ids[i + 1] == Vocabulary.START || ids[i] == Vocabulary.END) {
        throw refused(ngram, "goes across a sentence's boundary");
      }
    }
    return ids;
  }

  private UserException refused(byte[] ngram, String reason) {
    return new UserException(
        "%s: '%s' %s; count the text again"
            .formatted(source, new String(ngram, StandardCharsets.UTF_8), reason));
  }
}
