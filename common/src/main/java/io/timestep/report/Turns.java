package io.timestep.report;

import io.timestep.report.History.EarlyStop;
import io.timestep.report.History.RateChange;
import java.util.ArrayList;
import java.util.List;

/** In words, where a training did not go as its schedule had it. */
final class Turns {
  private Turns() {}

  /**
   * Sentences; empty if it went as planned.
   *
   * @param epochs the most that were to be trained; NaN if that is not known
   */
  static String of(History history, double epochs) {
    List<String> sentences = new ArrayList<>();
    List<RateChange> diverged = changes(history, "divergence");
    if (!diverged.isEmpty()) {
      RateChange last = last(diverged);
      sentences.add(
          "Rounds that diverged were run again with half the learning rate: %s, %sin epoch %s, round %s."
              .formatted(
                  times(diverged),
                  lastTime(diverged),
                  Numbers.count(last.epoch()),
                  Numbers.count(last.round())));
    }
    List<RateChange> plateaus = changes(history, "plateau");
    if (!plateaus.isEmpty()) {
      sentences.add(
          "Where validation did not become better the learning rate was lowered: %s, %sfrom epoch %s on."
              .formatted(
                  times(plateaus), lastTime(plateaus), Numbers.count(last(plateaus).epoch())));
    }
    if (!history.rateChanges().isEmpty()) {
      sentences.add(
          "At the end it was %s of the schedule’s."
              .formatted(Numbers.percent(last(history.rateChanges()).rateScale())));
    }
    history.earlyStop().ifPresent(stop -> sentences.add(sentence(stop, epochs)));
    return String.join(" ", sentences);
  }

  private static String sentence(EarlyStop stop, double epochs) {
    return "Validation did not become better: training ended after epoch %s%s, and the model is that of epoch %s."
        .formatted(
            Numbers.count(stop.epoch()),
            Double.isNaN(epochs) ? "" : " of " + Numbers.count(epochs),
            Numbers.count(stop.bestEpoch()));
  }

  private static List<RateChange> changes(History history, String cause) {
    return history.rateChanges().stream().filter(change -> change.cause().equals(cause)).toList();
  }

  private static RateChange last(List<RateChange> changes) {
    return changes.get(changes.size() - 1);
  }

  private static String lastTime(List<RateChange> changes) {
    return changes.size() == 1 ? "" : "the last time ";
  }

  private static String times(List<RateChange> changes) {
    return changes.size() == 1 ? "once" : "%,d times".formatted(changes.size());
  }
}
