package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Medians;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Milliseconds of the stages of a step, over several rounds. */
final class StageTimes {
  private final Map<String, Double> round = new HashMap<>();
  private final Map<String, List<Double>> rounds = new HashMap<>();

  /** Times a part of a stage; parts of one round are added. */
  <T> T add(String stage, Supplier<T> part) {
    long begin = System.nanoTime();
    T result = part.get();
    round.merge(stage, (System.nanoTime() - begin) / 1e6, Double::sum);
    return result;
  }

  void add(String stage, Runnable part) {
    add(
        stage,
        () -> {
          part.run();
          return null;
        });
  }

  void endRound() {
    round.forEach((stage, ms) -> rounds.computeIfAbsent(stage, s -> new ArrayList<>()).add(ms));
    round.clear();
  }

  /** Forgets all rounds: they were to warm up. */
  void clear() {
    rounds.clear();
  }

  /** Median milliseconds of a stage in a round. */
  double median(String stage) {
    return Medians.median(
        rounds.getOrDefault(stage, List.of()).stream().mapToDouble(d -> d).toArray());
  }
}
