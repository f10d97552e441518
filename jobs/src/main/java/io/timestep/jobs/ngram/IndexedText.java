package io.timestep.jobs.ngram;

import io.timestep.ngram.count.SentenceSink;
import io.timestep.ngram.count.WordCounter;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.TaskContext;

/**
 * A part of a text as indexes into its own table of words: the text is read once, and only the
 * distinct words are looked up in the vocabulary.
 *
 * @param words of this part, counted; positions have the part's number above, words in it below
 * @param indexes of the words in text order, {@value #SENTENCE_END} after each sentence
 */
record IndexedText(WordCounter words, int[] indexes) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SENTENCE_END = -1;
  private static final int POSITION_BITS = 40;

  /** Number of the part that a position is in. */
  static int part(long position) {
    return (int) (position >>> POSITION_BITS);
  }

  /** Words before a position in its part. */
  static long place(long position) {
    return position & ((1L << POSITION_BITS) - 1);
  }

  /**
   * Gives the sentences.
   *
   * @param ids of this part's words, [words.size]
   */
  void sentences(int[] ids, SentenceSink sink) {
    IdBuffer sentence = new IdBuffer();
    for (int index : indexes) {
      if (index == SENTENCE_END) {
        sink.add(sentence.array(), sentence.length());
        sentence.clear();
      } else {
        sentence.add(ids[index]);
      }
    }
  }

  /** Sentences of this part that have each word, [words.size]. */
  int[] sentencesOfWords() {
    int[] sentences = new int[words.size()];
    int[] lastSeen = new int[words.size()];
    Arrays.fill(lastSeen, -1);
    int sentence = 0;
    for (int index : indexes) {
      if (index == SENTENCE_END) {
        sentence++;
      } else if (lastSeen[index] != sentence) {
        lastSeen[index] = sentence;
        sentences[index]++;
      }
    }
    return sentences;
  }

  /** A part being read by the running task. */
  static final class Builder {
    private final WordCounter words = new WordCounter();
    private final IdBuffer indexes = new IdBuffer();
    private long position = (long) TaskContext.getPartitionId() << POSITION_BITS;
    private long sentences;

    void word(byte[] bytes, int from, int to) {
      indexes.add(words.add(bytes, from, to, position++));
    }

    void endSentence() {
      indexes.add(SENTENCE_END);
      sentences++;
    }

    long sentences() {
      return sentences;
    }

    /** Words of all sentences. */
    long tokens() {
      return indexes.length() - sentences;
    }

    IndexedText build() {
      return new IndexedText(words.trimmed(), indexes.toArray());
    }
  }
}
