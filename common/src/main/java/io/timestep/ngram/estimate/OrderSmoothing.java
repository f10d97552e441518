package io.timestep.ngram.estimate;

import java.io.Serializable;

/**
 * How the counts of one order become probabilities. With a context x and its shorter one x':
 *
 * <pre>
 * p(w|x) = share(c(xw), x) + lowerWeight(x) p(w|x')      for every counted xw
 * p(w|x) = backoff(x) p(w|x')                            for all others
 * </pre>
 *
 * <p>Where the two weights are equal and {@code sum of share + lowerWeight = 1}, the model sums to
 * 1 over the vocabulary.
 */
public interface OrderSmoothing extends Serializable {
  /**
   * Probability a counted word has of its own.
   *
   * @param count of the N-gram, at least 1, in the kind of count the method uses
   * @param context sums over the context's words
   */
  double share(long count, ContextTotals context);

  /** What a counted word gets of its probability after the shorter context. */
  double lowerWeight(ContextTotals context);

  /** What a word never counted here gets of its probability after the shorter context. */
  default double backoff(ContextTotals context) {
    return lowerWeight(context);
  }
}
