package io.timestep.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** How a model was trained, round by round. */
record History(List<Round> rounds, List<Validation> validations) {

  /**
   * A round of parameter averaging.
   *
   * @param tokensSeen by all replicas, from the beginning of training to this round's end
   * @param seconds of the whole round, merge included
   */
  record Round(
      double round,
      double tokensSeen,
      double trainPerplexity,
      double learningRate,
      double gradientNorm,
      double seconds,
      List<ReplicaRound> replicas) {}

  /** A replica's part in a round. */
  record ReplicaRound(int replica, double tokens, double seconds, String host) {}

  /** Validation after an epoch. */
  record Validation(double epoch, double round, double perplexity) {}

  /** A quantity against the tokens seen. */
  List<Point> curve(ToDoubleFunction<Round> value) {
    return rounds.stream().map(r -> new Point(r.tokensSeen(), value.applyAsDouble(r))).toList();
  }

  /** Validation perplexity against the tokens seen; rounds that are not in the history drop out. */
  List<Point> validationCurve() {
    TreeMap<Double, Double> tokens = new TreeMap<>();
    rounds.forEach(r -> tokens.put(r.round(), r.tokensSeen()));
    List<Point> points = new ArrayList<>();
    for (Validation v : validations) {
      // Rounds can be thinned out; the last one before the validation is near enough.
      var seen = tokens.floorEntry(v.round());
      if (seen != null) {
        String label =
            "epoch %s: perplexity %s"
                .formatted(Numbers.count(v.epoch()), Numbers.measure(v.perplexity()));
        points.add(new Point(seen.getValue(), v.perplexity(), label));
      }
    }
    return List.copyOf(points);
  }
}
