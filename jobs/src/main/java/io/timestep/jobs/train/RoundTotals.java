package io.timestep.jobs.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;

/**
 * Where the time of a training went, summed over the lines of its history, those before it was
 * stopped and resumed included. In seconds of wall-clock time.
 *
 * @param rounds from the start of each round to the merged model; the sum of the next three
 * @param compute the slowest replica of each round
 * @param broadcast until the replicas had the round's start
 * @param merge the rest: shuffle, mean, the way to the driver, the outer rule, scheduling, and
 *     replicas that waited for a core
 * @param validation scoring the validation text
 * @param overheadShare of the rounds' time, what is not compute
 * @param bytesMoved over all rounds
 */
public record RoundTotals(
    double rounds,
    double compute,
    double broadcast,
    double merge,
    double validation,
    double overheadShare,
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
        sums[0] += event.path("seconds").asDouble();
        sums[1] += event.path("computeSeconds").asDouble();
        sums[2] += event.path("broadcastSeconds").asDouble();
        sums[3] += event.path("mergeSeconds").asDouble();
        bytes += event.path("bytesMoved").asLong();
      } else if (event.path("event").asText().equals("validation")) {
        sums[4] += event.path("seconds").asDouble();
      }
    }
    double overhead = sums[0] == 0 ? 0 : (sums[2] + sums[3]) / sums[0];
    return new RoundTotals(sums[0], sums[1], sums[2], sums[3], sums[4], overhead, bytes);
  }
}
