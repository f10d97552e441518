package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CountedText;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.ngram.count.SentenceSink;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Dictionary;
import io.timestep.text.LineTokenizer;
import io.timestep.text.TextConfig;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * A part of a text for its statistics.
 *
 * @param text lines with a word are its sentences
 * @param counted what the part was like
 */
record TextSlice(IndexedText text, CountedText counted) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Reads lines. */
  static TextSlice read(Iterator<RawLine> lines, TextConfig config) {
    LineTokenizer tokenizer = new LineTokenizer(config);
    IndexedText.Builder text = new IndexedText.Builder();
    while (lines.hasNext()) {
      RawLine line = lines.next();
      if (tokenizer.words(line.bytes(), line.length(), text::word) > 0) {
        text.endSentence();
      }
    }
    return new TextSlice(
        text.build(), new CountedText(tokenizer.stats(), text.sentences(), text.tokens()));
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
      places[i] = starts[IndexedText.part(position)] + IndexedText.place(position);
    }
    return places;
  }

  /** Gives the sentences, their words by id. */
  void sentences(Dictionary dictionary, SentenceSink sink) {
    text.sentences(ids(dictionary), sink);
  }

  /** The id of each of the part's words, [words.size]. */
  int[] ids(Dictionary dictionary) {
    int[] ids = new int[text.words().size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = dictionary.id(text.words().word(i));
    }
    return ids;
  }
}
