package io.timestep.bench.arpa;

/**
 * How the N-grams of one order differ between two ARPA files. Logarithms are to base 10; a backoff
 * that is not written is 0. N-grams are words separated by spaces, empty where there is none to
 * name.
 *
 * @param order words of an N-gram
 * @param inBoth N-grams that both files have
 * @param onlyInFirst N-grams that the second lacks
 * @param onlyInSecond N-grams that the first lacks
 * @param maxLog10Prob the greatest difference of log10 p, of those in both
 * @param meanLog10Prob the mean of these differences
 * @param worstLog10Prob the N-gram of the greatest difference of log10 p
 * @param maxLog10Backoff the greatest difference of log10 backoff, of those in both
 * @param worstLog10Backoff the N-gram of the greatest difference of log10 backoff
 * @param exampleOnlyInFirst an N-gram that the second lacks
 * @param exampleOnlyInSecond an N-gram that the first lacks
 */
record OrderDifference(
    int order,
    long inBoth,
    long onlyInFirst,
    long onlyInSecond,
    double maxLog10Prob,
    double meanLog10Prob,
    String worstLog10Prob,
    double maxLog10Backoff,
    String worstLog10Backoff,
    String exampleOnlyInFirst,
    String exampleOnlyInSecond) {

  /** Whether both have the same N-grams, and no logarithm differs by more than the tolerance. */
  boolean isWithin(double tolerance) {
    return onlyInFirst == 0
        && onlyInSecond == 0
        && maxLog10Prob <= tolerance
        && maxLog10Backoff <= tolerance;
  }

  OrderDifference withExampleOnlyInFirst(String ngram) {
    return new OrderDifference(
        order,
        inBoth,
        onlyInFirst,
        onlyInSecond,
        maxLog10Prob,
        meanLog10Prob,
        worstLog10Prob,
        maxLog10Backoff,
        worstLog10Backoff,
        ngram,
        exampleOnlyInSecond);
  }
}
