package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.config.KebabCase;
import io.timestep.train.MergeReport;
import io.timestep.train.ReplicaReport;
import io.timestep.train.RoundMeasure;
import io.timestep.train.Spread;
import io.timestep.train.TrainListener.RoundEnd;
import io.timestep.util.Json;
import io.timestep.util.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What curves and gauges show of a round against the line of its history. */
class RoundMeasureTest {
  private static final RoundEnd ROUND =
      new RoundEnd(
          3,
          2,
          15,
          5,
          40,
          700,
          0.1,
          9,
          new MergeReport(new Spread(4, 25), 0.5, 4000),
          List.of(
              new ReplicaReport(0, 80, 160, 5, 2, 1, 6, "here"),
              new ReplicaReport(1, 20, 30, 2, 9, 2, 4, "there")));

  private static JsonNode line() {
    try (History history = new History(Progress.NONE, 1000, 100)) {
      history.onRound(ROUND);
      return Json.parse(history.lines(), "history");
    }
  }

  @Test
  void every_number_of_a_rounds_line_is_a_measure_too() {
    List<String> missing = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    line()
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber()) {
                double value = field.getValue().doubleValue();
                seen.add(value);
                if (!isMeasured(KebabCase.of(field.getKey()), value)) {
                  missing.add(field.getKey());
                }
              }
            });

    assertThat(missing).isEmpty();
    assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }

  /** {@code trainPerplexity} is {@code train/perplexity}, {@code nats} {@code train/nats}. */
  private static boolean isMeasured(String name, double value) {
    return Arrays.stream(RoundMeasure.values())
        .filter(
            measure ->
                measure.tag().endsWith("/" + name) || measure.tag().replace('/', '-').equals(name))
        .anyMatch(measure -> measure.of(ROUND) == value);
  }

  @Test
  void of_the_replicas_seconds_there_are_the_mean_and_the_slowest() {
    assertThat(measured("round/replica-seconds")).containsExactly(5.0);
    assertThat(measured("round/compute-seconds")).containsExactly(6.0);
  }

  private static List<Double> measured(String tag) {
    return Arrays.stream(RoundMeasure.values())
        .filter(measure -> measure.tag().equals(tag))
        .map(measure -> measure.of(ROUND))
        .toList();
  }
}
