package io.timestep.jobs.train;

import io.timestep.train.ReplicaReport;
import io.timestep.train.TrainListener;
import io.timestep.train.Validation;
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
      double trainPerplexity,
      double learningRate,
      double gradientNorm,
      double seconds,
      List<ReplicaReport> replicas) {}

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
      boolean best) {}

  private final Progress.Task progress;
  private final long validationCharacters;
  private final StringBuilder lines = new StringBuilder();
  private double trainSeconds;
  private long trained;
  private String lastValidation = "";

  /**
   * @param progress in trained tokens
   * @param validationCharacters code points of the validation text
   */
  History(Progress.Task progress, long validationCharacters) {
    this.progress = progress;
    this.validationCharacters = validationCharacters;
  }

  @Override
  public void onRound(RoundEnd end) {
    double norm =
        end.replicas().stream().mapToDouble(ReplicaReport::gradientNorm).average().orElse(0);
    add(
        new Round(
            "round",
            end.round(),
            end.epoch(),
            end.step(),
            end.tokens(),
            end.trainPerplexity(),
            end.learningRate(),
            norm,
            end.seconds(),
            end.replicas()));
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
            event.best()));
    lastValidation = ", validation %.1f".formatted(score.perplexity());
    progress.update(trained, "epoch %d done%s".formatted(event.epoch(), lastValidation));
  }

  private void add(Object event) {
    lines.append(Json.line(event)).append('\n');
  }

  /** All events, one JSON object a line. */
  String lines() {
    return lines.toString();
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
