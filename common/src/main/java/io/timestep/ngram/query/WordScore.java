package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;

/**
 * What a model says of one word of a sentence.
 *
 * @param word its id; 0 if the lexicon has it not
 * @param log10Prob log10 p of the word after those before it
 * @param matched words of the N-gram that the probability is from, this one included
 */
public record WordScore(int word, double log10Prob, int matched) {
  public boolean isOov() {
    return word == Vocabulary.UNKNOWN;
  }
}
