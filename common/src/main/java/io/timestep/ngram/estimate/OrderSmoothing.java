package io.timestep.ngram.estimate;

import java.io.Serializable;

/**
 * How the counts of one order become probabilities. With a context x and its shorter one x':
 *
 * <pre>
 * p(w|x) = share(c(xw), x) + lowerWeight(x) p(w|x')      for every kept xw
 * p(w|x) = backoff(x) p(w|x')                            for all others
 * </pre>
 *
 * <p>Where the two weights are equal and {@code sum of share + lowerWeight = 1}, the model sums to
 * 1 over the vocabulary. So it does where lowerWeight is 0, the shares sum to 1, and backoff is 0.
 *
 * <p>Unigrams stand above the uniform distribution over the V words that may be predicted, which
 * are the kept unigrams with {@code <unk>} and without {@code <s>}: {@code p(w) = share(c(w)) +
 * lowerWeight / V} and {@code p(<unk>) = lowerWeight / V}. The context of a highest order of 1 is
 * the empty one too. A context never counted has backoff 1.
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

  /** What a word not kept here gets of its probability after the shorter context. */
  default double backoff(ContextTotals context) {
    return lowerWeight(context);
  }
}
