package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;
import java.util.Arrays;

/** The probabilities of all words after a context at once. For any number of threads. */
final class NextWords {
  private final BackoffModel model;
  private volatile float[] unigrams;

  NextWords(BackoffModel model) {
    this.model = model;
  }

  /**
   * log10 of the weight that the N-grams of each context's length have: what the longer contexts'
   * backoffs amount to, summed from the longest down as {@link NgramContext#read} does.
   *
   * @return [length of the context + 1]
   */
  static double[] weights(NgramContext context) {
    double[] weights = new double[context.length() + 1];
    for (int length = context.length(); length > 0; length--) {
      weights[length - 1] = NgramContext.times(weights[length], context.log10Backoffs[length]);
    }
    return weights;
  }

  /**
   * Sets each word's log10 probability; that of a probability of 0 and of {@code <s>}, which never
   * comes next, is negative infinity.
   *
   * @param target [size of the lexicon]
   */
  void fill(NgramContext context, double[] target) {
    double[] weights = weights(context);
    float[] lowest = unigrams();
    for (int word = 0; word < lowest.length; word++) {
      target[word] = NgramContext.times(weights[0], lowest[word]);
    }
    for (int length = 1; length < weights.length; length++) {
      for (int child = context.begins[length]; child < context.ends[length]; child++) {
        target[context.childWord(length, child)] =
            NgramContext.times(weights[length], context.childLog10Prob(length, child));
      }
    }
    target[Vocabulary.START] = Double.NEGATIVE_INFINITY;
  }

  /** log10 p of each word without a context, [size of the lexicon]; not to be changed. */
  float[] unigrams() {
    float[] read = unigrams;
    if (read == null) {
      NgramContext context = model.context();
      read = new float[model.lexicon().size()];
      for (int word = 0; word < read.length; word++) {
        read[word] = context.unigramLog10Prob(word);
      }
      unigrams = read; // two threads may both read them: they read the same
    }
    return read;
  }

  /** The words by falling probability without a context, equal ones by rising id. */
  int[] byUnigram() {
    float[] log10Probs = unigrams();
    long[] keys = new long[log10Probs.length];
    for (int word = 0; word < keys.length; word++) {
      // The bits of floats that are not negative are in the order of their values.
      keys[word] = (long) Float.floatToIntBits(0f - log10Probs[word]) << Integer.SIZE | word;
    }
    Arrays.sort(keys);
    int[] words = new int[keys.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = (int) keys[i];
    }
    return words;
  }
}
