package io.timestep.report;

import io.timestep.report.History.ReplicaRound;
import io.timestep.report.History.Round;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of training went. A round lasts as long as its slowest replica; what the others
 * wait meanwhile is the slowest's time less the mean.
 *
 * @param training seconds, the mean replica's of each round, summed
 * @param waiting seconds, slowest less mean of each round, summed
 * @param merging seconds outside the replicas: merge, scheduling; 0 if rounds have no time
 * @param replicas in order
 */
record Timings(double training, double waiting, double merging, List<Replica> replicas) {

  /**
   * One replica over all rounds.
   *
   * @param slowest in how many rounds it was the slowest
   * @param quantiles seconds a round: minimum, quartile, median, quartile, maximum, [5]
   */
  record Replica(int replica, double tokens, int slowest, List<Double> quantiles) {}

  static Timings of(List<Round> rounds) {
    double training = 0;
    double waiting = 0;
    double merging = 0;
    Map<Integer, List<ReplicaRound>> byReplica = new TreeMap<>();
    Map<Integer, Integer> slowest = new TreeMap<>();
    for (Round round : rounds) {
      List<ReplicaRound> timed = timed(round);
      if (timed.isEmpty()) {
        continue;
      }
      double mean = timed.stream().mapToDouble(ReplicaRound::seconds).average().orElseThrow();
      ReplicaRound last = timed.get(0);
      for (ReplicaRound r : timed) {
        last = r.seconds() > last.seconds() ? r : last;
        byReplica.computeIfAbsent(r.replica(), key -> new ArrayList<>()).add(r);
      }
      slowest.merge(last.replica(), 1, Integer::sum);
      training += mean;
      waiting += last.seconds() - mean;
      merging += Double.isNaN(round.seconds()) ? 0 : Math.max(0, round.seconds() - last.seconds());
    }
    List<Replica> replicas = new ArrayList<>();
    byReplica.forEach((id, parts) -> replicas.add(replica(id, parts, slowest.getOrDefault(id, 0))));
    return new Timings(training, waiting, merging, List.copyOf(replicas));
  }

  /** A replica's seconds against the round's number. */
  static List<Point> slowest(List<Round> rounds) {
    return perRound(rounds, seconds -> seconds[seconds.length - 1]);
  }

  static List<Point> mean(List<Round> rounds) {
    return perRound(rounds, seconds -> Arrays.stream(seconds).average().orElseThrow());
  }

  double total() {
    return training + waiting + merging;
  }

  /** Share of all the time that the mean replica waits, 0 to 1. */
  double waitingShare() {
    return waiting / total();
  }

  private static List<Point> perRound(
      List<Round> rounds, java.util.function.ToDoubleFunction<double[]> value) {
    List<Point> points = new ArrayList<>();
    for (Round round : rounds) {
      double[] seconds =
          timed(round).stream().mapToDouble(ReplicaRound::seconds).sorted().toArray();
      if (seconds.length > 0) {
        points.add(new Point(round.round(), value.applyAsDouble(seconds)));
      }
    }
    return List.copyOf(points);
  }

  private static List<ReplicaRound> timed(Round round) {
    return round.replicas().stream().filter(r -> Double.isFinite(r.seconds())).toList();
  }

  private static Replica replica(int id, List<ReplicaRound> parts, int slowest) {
    double[] seconds = parts.stream().mapToDouble(ReplicaRound::seconds).sorted().toArray();
    List<Double> quantiles = new ArrayList<>();
    for (int quarter = 0; quarter <= 4; quarter++) {
      quantiles.add(quantile(seconds, quarter / 4.0));
    }
    double tokens = parts.stream().mapToDouble(ReplicaRound::tokens).sum();
    return new Replica(id, tokens, slowest, List.copyOf(quantiles));
  }

  /** Linear between the two nearest values (type 7 of Hyndman and Fan, 1996). */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
