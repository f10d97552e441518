package io.timestep.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a round ended with numbers. The loss of a step is taken before its update, so the last
 * update shows in the values alone. Moments are looked at beside the parameters: an infinite second
 * moment makes every later step zero, and such a parameter would stay as it is and nothing would
 * say so.
 */
final class NonFinite {
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
    int count = 0;
    for (float value : values) {
      count += Float.isFinite(value) ? 0 : 1;
    }
    if (count > 0) {
      found.add("%s: %d of %d not finite".formatted(name, count, values.length));
    }
  }
}
