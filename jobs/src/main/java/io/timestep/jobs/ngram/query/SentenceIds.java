package io.timestep.jobs.ngram.query;

import io.timestep.jobs.ngram.IdBuffer;
import io.timestep.ngram.model.Lexicon;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.vocab.Vocabulary;

/**
 * From the bytes of a line to the ids of a model's lexicon. A word that is spelled like a special
 * token is unknown, as in KenLM's {@code query}. For one thread.
 */
final class SentenceIds implements WordReader.Sink {
  private final Lexicon lexicon;
  private final WordReader reader;
  private final IdBuffer buffer = new IdBuffer();

  SentenceIds(Lexicon lexicon, TextConfig text) {
    this.lexicon = lexicon;
    this.reader = WordReader.of(text);
  }

  /** Reads a line, of which {@link #ids} and {@link #length} tell until the next. */
  void read(byte[] line, int length) {
    buffer.clear();
    reader.read(line, length, this);
  }

  @Override
  public void word(byte[] bytes, int from, int to) {
    int id = lexicon.id(bytes, from, to);
    buffer.add(id < Vocabulary.SPECIALS ? Vocabulary.UNKNOWN : id);
  }

  /** [at least length]. */
  int[] ids() {
    return buffer.array();
  }

  /** Words of the line. */
  int length() {
    return buffer.length();
  }
}
