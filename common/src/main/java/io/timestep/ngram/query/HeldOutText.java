package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;
import java.util.Arrays;

/**
 * The probabilities that the models of a mixture, each by itself, give to every token of a text:
 * all that the search for the weights needs to know.
 */
public final class HeldOutText {
  private static final int INITIAL_TOKENS = 1 << 10;

  private final int models;
  private final MixtureModel.Reader reader;
  private final double[] last;
  private double[] probs;
  private int tokens;
  private long impossible;

  public HeldOutText(MixtureModel mixture) {
    this.models = mixture.weights().size();
    this.reader = mixture.reader();
    this.last = new double[models];
    this.probs = new double[INITIAL_TOKENS * models];
  }

  /**
   * Adds a sentence.
   *
   * @param words ids of the mixture's lexicon, without {@code <s>} and {@code </s>}
   */
  public void add(int... words) {
    reader.startSentence();
    for (int word : words) {
      add(word);
    }
    add(Vocabulary.END);
  }

  private void add(int word) {
    reader.read(word, last);
    if (Arrays.stream(last).allMatch(p -> p == 0)) {
      impossible++; // whatever the weights
      return;
    }
    int at = tokens * models;
    if (at + models > probs.length) {
      probs = Arrays.copyOf(probs, Math.multiplyExact(2, probs.length));
    }
    System.arraycopy(last, 0, probs, at, models);
    tokens++;
  }

  int models() {
    return models;
  }

  /** Words and sentence ends, without the impossible ones. */
  public int tokens() {
    return tokens;
  }

  /** Tokens to which every model gives probability 0. */
  long impossible() {
    return impossible;
  }

  /** Probability of a token by a model. */
  double prob(int token, int model) {
    return probs[token * models + model];
  }
}
