package io.timestep.bench.arpa;

import java.util.function.Supplier;

/** Differences of one quantity, gathered: the greatest, its N-gram, and the mean. */
final class Differences {
  private double max;
  private double sum;
  private long count;
  private String worst = "";

  /**
   * Adds the difference of two values; equal infinities differ by 0.
   *
   * @param ngram asked only when the difference is the greatest so far
   */
  void add(float first, float second, Supplier<String> ngram) {
    double difference = first == second ? 0 : Math.abs((double) first - second);
    sum += difference;
    count++;
    if (difference > max) {
      max = difference;
      worst = ngram.get();
    }
  }

  double max() {
    return max;
  }

  /** 0 if nothing was added. */
  double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /** The N-gram of the greatest difference; empty if none is above 0. */
  String worst() {
    return worst;
  }
}
