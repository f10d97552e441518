package io.timestep.ngram.estimate;

/**
 * How many distinct N-grams a text is likely to have at most, by the counts of its words alone: as
 * if its words stood in random order. Real text repeats itself more, so that it has fewer.
 *
 * <p>What a context that occurs c times is followed by, m words deep, is f_m(c) = sum of f_(m-1)(c
 * p(w)) over all words w, with f_0(c) = min(1, c): what is expected c times is there with no higher
 * probability (Markov's inequality). Words are taken together that occur about equally often.
 */
public final class DistinctNgrams {
  /** Classes of words, and places where f is computed, for each doubling of a count. */
  private static final int PER_OCTAVE = 4;

  /** What is expected less than 2^-6 times is there as often as it is expected. */
  private static final int LEAST = -6 * PER_OCTAVE;

  private static final int SIZE = Long.SIZE * PER_OCTAVE - LEAST;

  private final long[] words = new long[Long.SIZE * PER_OCTAVE];
  private final double[] occurrences = new double[words.length];
  private final double[][] following;
  private double total;

  /**
   * @param order longest N-gram asked for
   * @param counts of all words, [vocabulary]
   */
  public DistinctNgrams(int order, long[] counts) {
    for (long count : counts) {
      if (count > 0) {
        int index = (int) (PER_OCTAVE * log2((double) count));
        words[index]++;
        occurrences[index] += (double) count;
        total += (double) count;
      }
    }
    this.following = new double[order][SIZE];
    for (int m = 0; m < order; m++) {
      for (int i = 0; i < SIZE; i++) {
        double count = Math.pow(2, (i + LEAST) / (double) PER_OCTAVE);
        following[m][i] = m == 0 ? Math.min(1, count) : sum(count / total, m - 1);
      }
    }
  }

  /** Distinct N-grams of an order, from 2, in the whole text. */
  public double of(int order) {
    return sum(1, order - 1);
  }

  /**
   * Distinct continuations of a context.
   *
   * @param count how often the context occurs
   * @param depth words of a continuation, below the longest N-gram's
   */
  public double after(double count, int depth) {
    double place = PER_OCTAVE * log2(count) - LEAST;
    if (!(place > 0)) {
      return count;
    }
    int below = Math.min((int) place, SIZE - 2);
    double share = place - below;
    return following[depth][below] * (1 - share) + following[depth][below + 1] * share;
  }

  /** Of the continuations by each of the words, which occur so much less often than in the text. */
  private double sum(double scale, int depth) {
    double sum = 0;
    for (int i = 0; i < words.length; i++) {
      if (words[i] > 0) {
        sum += (double) words[i] * after(scale * occurrences[i] / (double) words[i], depth);
      }
    }
    return sum;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
