package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A {@code timestep train} that runs on a cluster while a test does something to it. */
final class TrainingOnCluster implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 180;

  private final Path log;
  private final EventLog events;
  private final Process driver;

  private TrainingOnCluster(Path log, EventLog events, Process driver) {
    this.log = log;
    this.events = events;
    this.driver = driver;
  }

  /**
   * Begins.
   *
   * @param folder for the logs; made
   * @param arguments of {@code timestep}
   */
  static TrainingOnCluster begin(StandaloneCluster cluster, Path folder, List<String> arguments) {
    try {
      Path events = Files.createDirectories(folder.resolve("events"));
      Path log = folder.resolve("log");
      List<String> words = new ArrayList<>(arguments);
      words.addAll(
          List.of(
              "--conf", "spark.eventLog.enabled=true", "--conf", "spark.eventLog.dir=" + events));
      return new TrainingOnCluster(
          log, new EventLog(events), cluster.start(log, words.toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EventLog events() {
    return events;
  }

  /** Waits until this round or a later one is being run; which one. */
  int awaitRound(int round) throws InterruptedException {
    AtomicInteger seen = new AtomicInteger(); // asked again, it may be over
    await(
        "round %d runs".formatted(round),
        () -> {
          seen.set(events.running().orElse(0));
          return seen.get() >= round;
        });
    return seen.get();
  }

  /** Waits until something is so while the training runs. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(driver.isAlive()).as("training over before %s: %s", what, told()).isTrue();
      assertThat(System.nanoTime()).as("not until now: %s: %s", what, told()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Waits for its end; its exit code. */
  int end() throws InterruptedException {
    assertThat(driver.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("no end: %s", told()).isTrue();
    return driver.exitValue();
  }

  /** All that it has printed. */
  String told() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.destroyForcibly().onExit().join();
  }
}
