package io.timestep.report;

import io.timestep.report.History.EarlyStop;
import io.timestep.report.History.RateChange;
import io.timestep.report.History.ReplicaRound;
import io.timestep.report.History.Round;
import io.timestep.report.History.Validation;
import io.timestep.util.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code history.jsonl}: a JSON object a line, of a kind that {@code event} names. */
final class HistoryReader {
  private final List<Round> rounds = new ArrayList<>();
  private final List<Validation> validations = new ArrayList<>();
  private final List<RateChange> rateChanges = new ArrayList<>();
  private Optional<EarlyStop> earlyStop = Optional.empty();
  private double tokensSeen;

  private HistoryReader() {}

  /** The history; empty if there is no such file. */
  static History read(Store store, String file) {
    if (!store.exists(file)) {
      return History.EMPTY;
    }
    HistoryReader reader = new HistoryReader();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(store.open(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          reader.add(Fields.parse(line, "%s:%d".formatted(file, number)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return reader.history();
  }

  private History history() {
    return new History(
        List.copyOf(rounds), List.copyOf(validations), List.copyOf(rateChanges), earlyStop);
  }

  private void add(Fields event) {
    switch (event.text("event")) {
      case "round" -> rounds.add(round(event));
      case "validation" ->
          // It follows the epoch's last round.
          validations.add(
              new Validation(event.number("epoch"), tokensSeen, event.number("perplexity")));
      case "rate-change" ->
          rateChanges.add(
              new RateChange(
                  event.text("cause"),
                  event.number("epoch"),
                  event.number("round"),
                  event.number("rateScale")));
      case "early-stop" ->
          earlyStop = Optional.of(new EarlyStop(event.number("epoch"), event.number("bestEpoch")));
      default -> {} // events of newer versions
    }
  }

  private Round round(Fields event) {
    List<ReplicaRound> replicas =
        event.list("replicas").stream()
            .map(
                r ->
                    new ReplicaRound(
                        (int) r.number("replica"),
                        r.number("tokens"),
                        r.number("seconds"),
                        r.text("host")))
            .toList();
    tokensSeen = event.number("tokens");
    return new Round(
        event.number("round"),
        tokensSeen,
        event.number("trainPerplexity"),
        event.number("learningRate"),
        event.number("gradientNorm"),
        event.number("relativeDivergence"),
        event.number("seconds"),
        replicas);
  }
}
