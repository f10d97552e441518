package io.timestep.bench.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs training steps and takes the time of each.
 *
 * @param seconds how long is timed, and two thirds of it before to warm up, if this makes as many
 *     steps as are asked for at least
 */
public record StepTimer(double seconds) {
  private static final int LEAST_WARM_UP = 2;
  private static final int LEAST_TIMED = 3;

  public StepTimer {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds must be greater than 0, got " + seconds);
    }
  }

  /** Steps whose time is not taken: until the code is compiled and memory has been touched. */
  public void warmUp(Peer peer) {
    run(peer, seconds * 2 / 3, LEAST_WARM_UP);
  }

  /** Median seconds of a step. */
  public double time(Peer peer) {
    return Medians.median(run(peer, seconds, LEAST_TIMED));
  }

  private static double[] run(Peer peer, double seconds, int least) {
    long begin = System.nanoTime();
    long before = begin;
    long length = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    List<Double> times = new ArrayList<>();
    while (times.size() < least || before - begin < length) {
      peer.step();
      long now = System.nanoTime();
      times.add((now - before) / 1e9);
      before = now;
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
