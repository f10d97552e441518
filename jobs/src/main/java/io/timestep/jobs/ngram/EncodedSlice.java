package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.RawLine;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;

/**
 * A part of the text as indexes into its own table of words: the text is read once, and only the
 * distinct words are looked up in the vocabulary.
 *
 * @param words of this part, counted
 * @param indexes of the words in text order, {@value #SENTENCE_END} after each sentence
 * @param reserved where the first word stands that is spelled as a special one; -1: nowhere
 */
record EncodedSlice(WordCounter words, int[] indexes, long sentences, long reserved)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SENTENCE_END = -1;

  /** Positions in the text: the task's number above, words of the task below. */
  private static final int POSITION_BITS = 40;

  /** Reads lines. */
  static EncodedSlice read(
      Iterator<RawLine> lines, TextConfig text, NgramConfig.ReservedWords reserved) {
    Reading reading = new Reading(reserved);
    WordReader reader = WordReader.of(text);
    while (lines.hasNext()) {
      RawLine line = lines.next();
      reading.document = line.document();
      reader.read(line.bytes(), line.length(), reading);
      reading.indexes.add(SENTENCE_END);
      reading.sentences++;
    }
    return new EncodedSlice(
        reading.words.trimmed(),
        reading.indexes.toArray(),
        reading.sentences,
        reading.firstReserved);
  }

  /** A copy of the counts, to be merged. */
  CountedWords counted() {
    return new CountedWords(words.trimmed(), sentences, indexes.length - sentences);
  }

  /** Gives the sentences, their words by id. */
  void sentences(Lexicon lexicon, SuffixEvents events) {
    int[] ids = new int[words.size()];
    for (int i = 0; i < ids.length; i++) {
      byte[] word = words.word(i);
      ids[i] = lexicon.id(word, 0, word.length);
      events.expect(ids[i], words.count(i)); // something follows each word
    }
    events.expect(Vocabulary.START, sentences);
    IdBuffer sentence = new IdBuffer();
    for (int index : indexes) {
      if (index == SENTENCE_END) {
        events.add(sentence.array(), sentence.length());
        sentence.clear();
      } else {
        sentence.add(ids[index]);
      }
    }
  }

  /** A slice in the making. */
  private static final class Reading implements WordReader.Sink {
    private final NgramConfig.ReservedWords onReserved;
    private final WordCounter words = new WordCounter();
    private final IdBuffer indexes = new IdBuffer();
    private long position = (long) TaskContext.getPartitionId() << POSITION_BITS;
    private long document;
    private long sentences;
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
      indexes.add(words.add(bytes, from, to, position++));
    }
  }
}
