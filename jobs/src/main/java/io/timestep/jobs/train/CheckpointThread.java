package io.timestep.jobs.train;

import io.timestep.train.checkpoint.Checkpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes checkpoints beside the training, one after the other and never two at once: what they are
 * made of is not changed any more. Used by one thread.
 */
final class CheckpointThread implements AutoCloseable {
  private final Consumer<Checkpoint> writer;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "checkpoints");
            daemon.setDaemon(true);
            return daemon;
          });
  private Future<?> pending = CompletableFuture.completedFuture(null);

  CheckpointThread(Consumer<Checkpoint> writer) {
    this.writer = writer;
  }

  /**
   * Begins to write, after the checkpoint before is written.
   *
   * @throws RuntimeException of the writer, if that one failed
   */
  void write(Checkpoint checkpoint) {
    await();
    pending = thread.submit(() -> writer.accept(checkpoint));
  }

  /** Throws what the writer threw, if it has failed by now. */
  void check() {
    if (pending.isDone()) {
      await();
    }
  }

  /** Waits until all is written, and throws what the writer threw. */
  void await() {
    try {
      pending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A checkpoint was not written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a checkpoint was written", e);
    }
  }

  /** Waits until nothing is written any more; what has failed is thrown by the others alone. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the file stays unfinished, and is not taken for whole
    }
  }
}
