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
final class Replicas implements AutoCloseable {
  private final StepTimer timer;
  private final CyclicBarrier together;
  private final List<Replica> replicas = new ArrayList<>();

  /** A model and the only thread that touches it. */
  private record Replica(ExecutorService thread, Peer peer) {}

  private Replicas(int count, StepTimer timer) {
    this.timer = timer;
    this.together = new CyclicBarrier(count);
  }

  /**
   * Makes models and warms them up.
   *
   * @param peers makes the model of a replica, in its thread
   */
  static Replicas warm(int count, StepTimer timer, Supplier<Peer> peers)
      throws InterruptedException {
    Replicas replicas = new Replicas(count, timer);
    try {
      for (int i = 0; i < count; i++) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        replicas.replicas.add(new Replica(thread, result(thread.submit(peers::get))));
      }
      replicas.each(
          peer -> {
            timer.warmUp(peer);
            return 0.0;
          });
      return replicas;
    } catch (InterruptedException | RuntimeException e) {
      replicas.close();
      throw e;
    }
  }

  /** Steps a second of all replicas together, each by its median step of this turn. */
  double stepsPerSecond() throws InterruptedException {
    return each(timer::time).stream().mapToDouble(seconds -> 1 / seconds).sum();
  }

  private interface Work {
    double apply(Peer peer);
  }

  private List<Double> each(Work work) throws InterruptedException {
    List<Future<Double>> futures = new ArrayList<>();
    for (Replica replica : replicas) {
      futures.add(
          replica
              .thread()
              .submit(
                  () -> {
                    together.await();
                    try {
                      return work.apply(replica.peer());
                    } finally {
                      together.await(); // nobody is left alone with the machine while still timed
                    }
                  }));
    }
    List<Double> results = new ArrayList<>();
    for (Future<Double> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a replica failed", e.getCause());
    }
  }

  @Override
  public void close() {
    for (Replica replica : replicas) {
      replica.thread().execute(replica.peer()::close);
      replica.thread().shutdown();
    }
  }
}
