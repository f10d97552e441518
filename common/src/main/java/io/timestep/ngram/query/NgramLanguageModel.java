package io.timestep.ngram.query;

import io.timestep.lm.LanguageModel;
import io.timestep.vocab.Vocabulary;

/**
 * An N-gram model as a {@link LanguageModel}: a sentence end is read as the start of the next
 * sentence, since N-gram models begin theirs with {@code <s>} and know nothing of what was before.
 * Any number of sessions at a time.
 */
public final class NgramLanguageModel implements LanguageModel {
  private final BackoffModel model;
  private final NextWords nextWords;

  public NgramLanguageModel(BackoffModel model) {
    this.model = model;
    this.nextWords = new NextWords(model);
  }

  @Override
  public int vocabularySize() {
    return model.lexicon().size();
  }

  @Override
  public LanguageModel.Session start() {
    return new Session();
  }

  private final class Session implements LanguageModel.Session {
    private final NgramContext context = model.context();
    private final double[] scores = new double[vocabularySize()];
    private boolean hasRead;

    @Override
    public void read(int token) {
      hasRead = true;
      if (token == Vocabulary.END || token == Vocabulary.START) {
        context.startSentence();
      } else {
        context.read(token);
      }
    }

    @Override
    public float[] log10Probabilities() {
      if (!hasRead) {
        throw new IllegalStateException("Nothing has been read");
      }
      nextWords.fill(context, scores);
      float[] next = new float[scores.length];
      for (int word = 0; word < next.length; word++) {
        next[word] = (float) scores[word];
      }
      return next;
    }
  }
}
