package io.timestep.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether a round ended with numbers. The loss of a step is taken before its update, so the last
 * update shows in the values alone. Moments are looked at beside the parameters: an infinite second
 * moment makes every later step zero, and such a parameter would stay as it is and nothing would
 * say so.
 */
public final class NonFinite {
  private static final int LOWEST_EXPONENT_BIT = 1 << 23;

  private NonFinite() {}

  /**
   * What is not finite, in words: "the loss is NaN"; empty if all is.
   *
   * @param moved by the outer rule, from the outcome's mean
   */
  static List<String> in(RoundOutcome outcome, OuterState moved) {
    List<String> found = new ArrayList<>();
    if (!Double.isFinite(outcome.nats())) {
      found.add("the loss is " + outcome.nats());
    }
    addIfNotFinite(found, "parameters", moved.parameters());
    addIfNotFinite(found, "moments of the optimizer", outcome.optimizerState());
    addIfNotFinite(found, "momentum of the outer rule", moved.momentum());
    return found;
  }

  private static void addIfNotFinite(List<String> found, String name, float[] values) {
    long count = count(values);
    if (count > 0) {
      found.add("%s: %d of %d not finite".formatted(name, count, values.length));
    }
  }

  /** How many of the values are infinite or NaN. */
  public static long count(float[] values) {
    LongAdder count = new LongAdder();
    Ranges.forEach(values.length, (from, to) -> count.add(count(values, from, to)));
    return count.sum();
  }

  private static long count(float[] values, int from, int to) {
    int exponents = 0; // an exponent of ones, and no other, carries into the sign
    for (int i = from; i < to; i++) {
      exponents |= (Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE) + LOWEST_EXPONENT_BIT;
    }
    if (exponents >= 0) {
      return 0;
    }
    long count = 0;
    for (int i = from; i < to; i++) {
      count += Float.isFinite(values[i]) ? 0 : 1;
    }
    return count;
  }
}
