package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CountedText;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Dictionary;
import io.timestep.text.LineTokenizer;
import io.timestep.text.TextConfig;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;

/**
 * A part of a text for its statistics: what it was like, and its words as indexes into its own
 * table. The text is read once, and only the distinct words are looked up in the dictionary.
 *
 * @param words of this part, counted; positions have the part's number above, words in it below
 * @param indexes of the words in text order, {@value #SENTENCE_END} after each sentence
 * @param counted what the part was like; lines without a word are no sentences
 */
record TextSlice(WordCounter words, int[] indexes, CountedText counted) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SENTENCE_END = -1;
  private static final int POSITION_BITS = 40;

  /** Reads lines. */
  static TextSlice read(Iterator<RawLine> lines, TextConfig text) {
    LineTokenizer tokenizer = new LineTokenizer(text);
    WordCounter words = new WordCounter();
    IdBuffer indexes = new IdBuffer();
    long[] position = {(long) TaskContext.getPartitionId() << POSITION_BITS};
    long sentences = 0;
    while (lines.hasNext()) {
      RawLine line = lines.next();
      long tokens =
          tokenizer.tokenize(
              tokenizer.read(line.bytes(), line.length()),
              word -> {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                indexes.add(words.add(bytes, 0, bytes.length, position[0]++));
              });
      if (tokens > 0) {
        indexes.add(SENTENCE_END);
        sentences++;
      }
    }
    return new TextSlice(
        words.trimmed(),
        indexes.toArray(),
        new CountedText(tokenizer.stats(), sentences, indexes.length() - sentences));
  }

  /**
   * Where each word of a text first stands, from 0, [words.size].
   *
   * @param words of all slices
   * @param slices in text order
   */
  static long[] firstPlaces(WordCounter words, List<CountedText> slices) {
    long[] starts = new long[slices.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + slices.get(i - 1).words();
    }
    long[] places = new long[words.size()];
    for (int i = 0; i < places.length; i++) {
      long position = words.first(i);
      long inSlice = position & ((1L << POSITION_BITS) - 1);
      places[i] = starts[(int) (position >>> POSITION_BITS)] + inSlice;
    }
    return places;
  }

  /** Gives the sentences, their words by id. */
  void sentences(Dictionary dictionary, SuffixEvents events) {
    int[] ids = new int[words.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = dictionary.id(words.word(i));
    }
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
}
