package io.timestep.bench.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs training steps and takes the time of each.
 *
 * @param warmUp seconds of the steps before the first turn, which makes at least two
 * @param turn seconds of the steps of a turn, which makes at least two
 */
public record StepTimer(double warmUp, double turn) {
  private static final int LEAST = 2;

  public StepTimer {
    if (!(warmUp > 0) || !(turn > 0)) {
      throw new IllegalArgumentException(
          "seconds must be greater than 0, got %s and %s".formatted(warmUp, turn));
    }
  }

  /** Steps whose time is not taken: until the code is compiled and memory has been touched. */
  public void warmUp(Peer peer) {
    run(peer, warmUp);
  }

  /** Median seconds of a step, after one that brings what it needs back into the caches. */
  public double time(Peer peer) {
    peer.step();
    return Medians.median(run(peer, turn));
  }

  private static double[] run(Peer peer, double seconds) {
    long begin = System.nanoTime();
    long before = begin;
    long length = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    List<Double> times = new ArrayList<>();
    while (times.size() < LEAST || before - begin < length) {
      peer.step();
      long now = System.nanoTime();
      times.add((now - before) / 1e9);
      before = now;
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
