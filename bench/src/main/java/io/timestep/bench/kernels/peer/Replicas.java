package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Peer;
import io.timestep.bench.kernels.StepTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Models trained side by side in this JVM, each by a thread of its own, as Spark's tasks do. */
final class Replicas {
  private Replicas() {}

  /**
   * Steps a second of all replicas together, each by its median step.
   *
   * @param peers makes the model of a replica, in its thread
   */
  static double stepsPerSecond(int replicas, StepTimer timer, Supplier<Peer> peers)
      throws InterruptedException {
    CyclicBarrier warm = new CyclicBarrier(replicas);
    ExecutorService threads = Executors.newFixedThreadPool(replicas);
    try {
      List<Future<Double>> times = new ArrayList<>();
      for (int i = 0; i < replicas; i++) {
        times.add(
            threads.submit(
                () -> {
                  try (Peer peer = peers.get()) {
                    timer.warmUp(peer);
                    warm.await();
                    double seconds = timer.time(peer);
                    warm.await(); // nobody is left alone with the machine while still timed
                    return seconds;
                  }
                }));
      }
      double sum = 0;
      for (Future<Double> seconds : times) {
        sum += 1 / seconds.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replica failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
