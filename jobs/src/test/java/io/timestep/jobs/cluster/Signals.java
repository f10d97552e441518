package io.timestep.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Signals that Java itself cannot send. */
final class Signals {
  private static final long STOPPED_MILLIS = 180;
  private static final long RUNNING_MILLIS = 20;

  private Signals() {}

  /** What a test does in the meantime. */
  interface Meanwhile {
    void run() throws InterruptedException;
  }

  /**
   * Sends a signal.
   *
   * @param signal its name: {@code STOP}, {@code CONT}, {@code PWR}
   */
  static void send(String signal, ProcessHandle process) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .inheritIO()
              .start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -%s %d failed".formatted(signal, process.pid()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops a process in the meantime. */
  private static void freeze(ProcessHandle process, Meanwhile meanwhile)
      throws InterruptedException {
    send("STOP", process);
    try {
      meanwhile.run();
    } finally {
      send("CONT", process);
    }
  }

  /** Lets a process run a tenth of the time in the meantime: it answers, but late. */
  static void slow(ProcessHandle process, Meanwhile meanwhile) throws InterruptedException {
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> slowing =
        CompletableFuture.runAsync(() -> stopAndGo(process, enough::get));
    try {
      meanwhile.run();
    } finally {
      enough.set(true);
      slowing.join();
    }
  }

  private static void stopAndGo(ProcessHandle process, BooleanSupplier enough) {
    try {
      while (!enough.getAsBoolean() && process.isAlive()) {
        freeze(process, () -> Thread.sleep(STOPPED_MILLIS));
        Thread.sleep(RUNNING_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
