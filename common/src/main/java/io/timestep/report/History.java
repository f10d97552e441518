package io.timestep.report;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How a model was trained, round by round.
 *
 * @param rateChanges where the learning rate left its schedule, in order of time
 * @param earlyStop if validation ended the training
 */
record History(
    List<Round> rounds,
    List<Validation> validations,
    List<RateChange> rateChanges,
    Optional<EarlyStop> earlyStop) {
  static final History EMPTY = new History(List.of(), List.of(), List.of(), Optional.empty());

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

  /**
   * The learning rate is another from some round on than the schedule has it.
   *
   * @param cause {@code divergence} or {@code plateau}
   * @param round the next one
   * @param rateScale what the schedule's rate is multiplied with from there on
   */
  record RateChange(String cause, double epoch, double round, double rateScale) {}

  /**
   * The end of a training whose validation did not become better.
   *
   * @param epoch the last one
   * @param bestEpoch the one whose parameters are the model
   */
  record EarlyStop(double epoch, double bestEpoch) {}

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
