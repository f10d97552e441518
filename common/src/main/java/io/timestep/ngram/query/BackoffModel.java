package io.timestep.ngram.query;

import io.timestep.ngram.model.Lexicon;

/**
 * An N-gram model with backoff weights. The probability of a word after a context is that of the
 * longest N-gram the model has of it, times the weights of the longer contexts (Katz 1987):
 *
 * <pre>
 * p(w | h) = p(hw)            if the model has hw
 *          = b(h) p(w | h')   otherwise; h' without its first word, b(h) = 1 if it has no h
 * </pre>
 *
 * <p>Every word of the lexicon has a unigram. A model never changes and serves any number of
 * threads; a context serves one.
 */
public interface BackoffModel {
  /** Length of the longest N-grams, at least 1. */
  int order();

  Lexicon lexicon();

  /** A new context, empty: the next word is asked without any before it. */
  NgramContext context();
}
