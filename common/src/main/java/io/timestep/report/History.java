package io.timestep.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a model was trained, round by round. */
record History(List<Round> rounds, List<Validation> validations) {

  /**
   * A round of parameter averaging.
   *
   * @param tokensSeen by all replicas, from the beginning of training to this round's end
   * @param divergence of the replicas from their mean, as a share of its norm; NaN in older files
   * @param seconds of the whole round, merge included
   */
  record Round(
      double round,
      double tokensSeen,
      double trainPerplexity,
      double learningRate,
      double gradientNorm,
      double divergence,
      double seconds,
      List<ReplicaRound> replicas) {
    double tokensPerSecond() {
      return replicas.stream().mapToDouble(ReplicaRound::tokens).sum() / seconds;
    }
  }

  /** A replica's part in a round. */
  record ReplicaRound(int replica, double tokens, double seconds, String host) {}

  /**
   * Validation after an epoch.
   *
   * @param tokensSeen by all replicas, from the beginning of training
   */
  record Validation(double epoch, double tokensSeen, double perplexity) {}

  /** A quantity against the tokens seen. */
  List<Point> curve(ToDoubleFunction<Round> value) {
    return rounds.stream().map(r -> new Point(r.tokensSeen(), value.applyAsDouble(r))).toList();
  }

  /** Validation perplexity against the tokens seen. */
  List<Point> validationCurve() {
    return validations.stream().map(History::point).toList();
  }

  private static Point point(Validation validation) {
    String label =
        "epoch %s: perplexity %s"
            .formatted(Numbers.count(validation.epoch()), Numbers.measure(validation.perplexity()));
    return new Point(validation.tokensSeen(), validation.perplexity(), label);
  }
}
