package io.timestep.ngram.query;

/**
 * A word that may come next.
 *
 * @param word its id
 * @param log10Prob log10 p of the word after the context
 * @param matched words of the N-gram that the probability is from, this one included
 */
public record Prediction(int word, double log10Prob, int matched) {}
