package io.timestep.jobs.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;

/**
 * Where the time of a training went, summed over the lines of its history, those before it was
 * stopped and resumed included. In seconds of wall-clock time.
 *
 * @param rounds from the start of each round to the merged model; the sum of the next three
 * @param compute the slowest replica's steps in each round; this and the next two are null if a
 *     round did not measure them
 * @param broadcast until the replicas had the round's start
 * @param merge the rest: shuffle, mean, the way to the driver, the outer rule, scheduling, and
 *     replicas that waited for a core
 * @param validation scoring the validation text
 * @param overheadShare of the rounds' time, what is not compute; null with them
 * @param bytesMoved over all rounds
 */
public record RoundTotals(
    double rounds,
    Double compute,
    Double broadcast,
    Double merge,
    double validation,
    Double overheadShare,
    long bytesMoved) {

  /**
   * Sums up a history.
   *
   * @param lines of {@code history.jsonl}
   */
  static RoundTotals of(String lines) {
    double[] sums = new double[5];
    long bytes = 0;
    for (String line : lines.lines().toList()) {
      JsonNode event = Json.parse(line, "history.jsonl");
      if (event.path("event").asText().equals("round")) {
        sums[0] += number(event, "seconds");
        sums[1] += number(event, "computeSeconds");
        sums[2] += number(event, "broadcastSeconds");
        sums[3] += number(event, "mergeSeconds");
        bytes += event.path("bytesMoved").asLong();
      } else if (event.path("event").asText().equals("validation")) {
        sums[4] += number(event, "seconds");
      }
    }
    double overhead = sums[0] == 0 ? 0 : (sums[2] + sums[3]) / sums[0];
    return new RoundTotals(
        sums[0],
        measured(sums[1]),
        measured(sums[2]),
        measured(sums[3]),
        sums[4],
        measured(overhead),
        bytes);
  }

  /** A field's value; that of one that is missing counts nothing. JSON has NaN as text. */
  private static double number(JsonNode event, String field) {
    JsonNode value = event.path(field);
    return value.isTextual() ? Double.parseDouble(value.textValue()) : value.asDouble();
  }

  private static Double measured(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
