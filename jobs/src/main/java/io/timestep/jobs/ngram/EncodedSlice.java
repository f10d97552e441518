package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.RawLine;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.util.Iterator;

/**
 * A part of the text of a model.
 *
 * @param text every line is a sentence
 * @param reserved where the first word stands that is spelled as a special one; -1: nowhere
 */
record EncodedSlice(IndexedText text, long sentences, long reserved) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Reads lines. */
  static EncodedSlice read(
      Iterator<RawLine> lines, TextConfig text, NgramConfig.ReservedWords reserved) {
    Reading reading = new Reading(reserved);
    WordReader reader = WordReader.of(text);
    while (lines.hasNext()) {
      RawLine line = lines.next();
      reading.document = line.document();
      reader.read(line.bytes(), line.length(), reading);
      reading.text.endSentence();
    }
    return new EncodedSlice(reading.text.build(), reading.text.sentences(), reading.firstReserved);
  }

  /** Gives the sentences, their words by id. */
  void sentences(Lexicon lexicon, SuffixEvents events) {
    int[] ids = new int[text.words().size()];
    for (int i = 0; i < ids.length; i++) {
      byte[] word = text.words().word(i);
      ids[i] = lexicon.id(word, 0, word.length);
      events.expect(ids[i], text.words().count(i)); // something follows each word
    }
    events.expect(Vocabulary.START, sentences);
    text.sentences(ids, events);
  }

  /** A slice in the making. */
  private static final class Reading implements WordReader.Sink {
    private final NgramConfig.ReservedWords onReserved;
    private final IndexedText.Builder text = new IndexedText.Builder();
    private long document;
    private long firstReserved = -1;

    Reading(NgramConfig.ReservedWords onReserved) {
      this.onReserved = onReserved;
    }

    @Override
    public void word(byte[] bytes, int from, int to) {
      if (bytes[from] == '<' && ReservedSpelling.is(bytes, from, to)) {
        if (firstReserved < 0) {
          firstReserved = document;
        }
        if (onReserved == NgramConfig.ReservedWords.SKIP) {
          return;
        }
      }
      text.word(bytes, from, to);
    }
  }
}
