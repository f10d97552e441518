package io.timestep.ngram.query;

import io.timestep.ngram.model.Lexicon;
import io.timestep.vocab.Vocabulary;
import java.util.Arrays;

/**
 * Scores sentences as KenLM's {@code query} does: each begins after {@code <s>}, and {@code </s>}
 * is foretold like a word. Only a probability of 0 is none here, where KenLM adds up the -99 that
 * stands for its logarithm. Words are separated by NUL, TAB, CR and SPACE; a word of the text that
 * is spelled like a special token is unknown. Not for several threads.
 */
public final class SentenceScorer {
  private static final int INITIAL_WORDS = 1 << 6;

  private final Lexicon lexicon;
  private final SentenceReader reader;
  private int[] words = new int[INITIAL_WORDS];

  public SentenceScorer(BackoffModel model) {
    this(model.lexicon(), model.context());
  }

  /** Scores with a reader over the lexicon's ids; no one else uses it meanwhile. */
  public SentenceScorer(Lexicon lexicon, SentenceReader reader) {
    this.lexicon = lexicon;
    this.reader = reader;
  }

  /**
   * The score of the sentence text[from, to), which has no line end; an empty one is a sentence.
   */
  public CorpusScore score(byte[] text, int from, int to) {
    int count = encode(text, from, to);
    return score(words, count);
  }

  /**
   * The score of a sentence of ids.
   *
   * @param sentence ids of words, without {@code <s>} and {@code </s>}, [at least count]
   */
  public CorpusScore score(int[] sentence, int count) {
    CorpusScore.Sentence sums = new CorpusScore.Sentence();
    reader.startSentence();
    for (int i = 0; i <= count; i++) {
      int word = i < count ? sentence[i] : Vocabulary.END;
      sums.add(word, reader.read(word));
    }
    return sums.score();
  }

  private int encode(byte[] text, int from, int to) {
    int count = 0;
    int start = from;
    while (start < to) {
      int end = start;
      while (end < to && !separates(text[end])) {
        end++;
      }
      if (end > start) {
        if (count == words.length) {
          words = Arrays.copyOf(words, 2 * count);
        }
        int word = lexicon.id(text, start, end);
        words[count++] = word < Vocabulary.SPECIALS ? Vocabulary.UNKNOWN : word;
      }
      start = end + 1;
    }
    return count;
  }

  private static boolean separates(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == 0;
  }
}
