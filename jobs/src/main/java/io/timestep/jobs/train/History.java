package io.timestep.jobs.train;

import io.timestep.config.KebabCase;
import io.timestep.train.ReplicaReport;
import io.timestep.train.TrainListener;
import io.timestep.train.Validation;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.util.Json;
import io.timestep.util.Progress;
import java.util.List;

/** What happened in a training, a line of JSON for each round and validation; shown as it goes. */
final class History implements TrainListener, AutoCloseable {
  private record Round(
      String event,
      int round,
      int epoch,
      long step,
      long tokens,
      long roundTokens,
      double nats,
      double trainPerplexity,
      double learningRate,
      double gradientNorm,
      double clippedShare,
      double divergence,
      double relativeDivergence,
      double seconds,
      double computeSeconds,
      double broadcastSeconds,
      double mergeSeconds,
      long bytesMoved,
      List<ReplicaReport> replicas) {
    static Round of(RoundEnd end) {
      return new Round(
          "round",
          end.round(),
          end.epoch(),
          end.step(),
          end.tokens(),
          end.roundTokens(),
          end.nats(),
          end.trainPerplexity(),
          end.learningRate(),
          end.gradientNorm(),
          end.clippedShare(),
          end.divergence(),
          end.relativeDivergence(),
          end.seconds(),
          end.computeSeconds(),
          end.merge().broadcastSeconds(),
          end.mergeSeconds(),
          end.merge().bytesMoved(),
          end.replicas());
    }
  }

  private record Validated(
      String event,
      int epoch,
      int round,
      long tokens,
      double nats,
      double perplexity,
      double bitsPerCharacter,
      double accuracy,
      double accuracyAt5,
      boolean best,
      double seconds) {}

  private record RateChanged(
      String event, int epoch, int round, long tokens, String cause, double rateScale) {}

  private record Stopped(String event, int epoch, int round, long tokens, int bestEpoch) {}

  private final Progress notes;
  private final Progress.Task progress;
  private final long validationCharacters;
  private final StringBuilder lines = new StringBuilder();
  private double trainSeconds;
  private long trained;
  private long roundEndNanos;
  private String lastValidation = "";

  /**
   * @param total tokens to be trained on, all epochs
   * @param validationCharacters code points of the validation text
   */
  History(Progress progress, long total, long validationCharacters) {
    this.notes = progress;
    this.progress = progress.start("train", total, "tokens");
    this.validationCharacters = validationCharacters;
  }

  /** Goes on from what a training had done when it was stopped; before any event. */
  void continueFrom(Checkpoint checkpoint) {
    lines.append(checkpoint.history());
    trainSeconds = checkpoint.trainSeconds();
    trained = checkpoint.state().tokens();
    progress.doneBefore(trained);
  }

  @Override
  public void onRound(RoundEnd end) {
    add(Round.of(end));
    roundEndNanos = System.nanoTime();
    trainSeconds += end.seconds();
    trained = end.tokens();
    progress.update(
        end.tokens(),
        "epoch %d, train perplexity %.1f%s"
            .formatted(end.epoch(), end.trainPerplexity(), lastValidation));
  }

  @Override
  public void onValidation(Validation event) {
    var score = event.score();
    add(
        new Validated(
            "validation",
            event.epoch(),
            event.round(),
            trained,
            score.nats(),
            score.perplexity(),
            score.bitsPerCharacter(validationCharacters),
            score.accuracy(),
            score.accuracyAt5(),
            event.best(),
            (System.nanoTime() - roundEndNanos) / 1e9));
    lastValidation = ", validation %.1f".formatted(score.perplexity());
    progress.update(trained, "epoch %d done%s".formatted(event.epoch(), lastValidation));
  }

  @Override
  public void onRateChange(RateChange event) {
    String cause = KebabCase.of(event.cause());
    add(
        new RateChanged(
            "rate-change", event.epoch(), event.round(), trained, cause, event.rateScale()));
    notes.note(
        switch (event.cause()) {
          case DIVERGENCE ->
              ("Warning: training diverged in epoch %d, round %d; the round is run again with %s"
                      + " of the learning rate")
                  .formatted(event.epoch(), event.round(), event.rateScale());
          case PLATEAU ->
              "Validation does not become better: from epoch %d on %s of the learning rate"
                  .formatted(event.epoch(), event.rateScale());
        });
  }

  @Override
  public void onEarlyStop(EarlyStop event) {
    add(new Stopped("early-stop", event.epoch(), event.round(), trained, event.bestEpoch()));
    notes.note(
        ("Validation does not become better: training ends after epoch %d, and the model is that"
                + " of epoch %d")
            .formatted(event.epoch(), event.bestEpoch()));
  }

  private void add(Object event) {
    lines.append(Json.line(event)).append('\n');
  }

  /** All events, one JSON object a line. */
  String lines() {
    return lines.toString();
  }

  /** Where the time went, over all events. */
  RoundTotals totals() {
    return RoundTotals.of(lines());
  }

  /** Seconds spent in rounds. */
  double trainSeconds() {
    return trainSeconds;
  }

  @Override
  public void close() {
    progress.close();
  }
}
