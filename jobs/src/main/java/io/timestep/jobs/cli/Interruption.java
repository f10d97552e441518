package io.timestep.jobs.cli;

import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.train.CheckpointPlace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/**
 * What happens on Ctrl-C (SIGINT) or SIGTERM: Spark is stopped, which ends the command, and folders
 * half-written are deleted. The JVM then exits with 130 or 143.
 */
final class Interruption {
  /** Before Spark's own hook (50) and Hadoop's, which closes the file systems (10). */
  private static final int PRIORITY = 100;

  private static final int TIMEOUT_SECONDS = 20;
  private static final int PATIENCE_SECONDS = 10;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;

  void install() {
    ShutdownHookManager.get()
        .addShutdownHook(this::interrupt, PRIORITY, TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** The command is over: a shutdown from now on is no interruption. */
  void ended() {
    ended.countDown();
  }

  /** Whether the process is being shut down while the command runs. */
  boolean hasBegun() {
    return begun;
  }

  private void interrupt() {
    if (ended.getCount() == 0) {
      return;
    }
    begun = true;
    PrintStream err = System.err;
    silence();
    try {
      stopSpark();
      List<String> left = OutputFolder.deleteUnfinished();
      err.println("Interrupted; " + outcome(OutputFolder.finished(), left));
      left.forEach(err::println);
    } catch (RuntimeException e) {
      err.println("Interrupted; what was half-written may still be there: " + e);
    } finally {
      CheckpointPlace.wayOn().ifPresent(err::println);
    }
  }

  /** What is told first. */
  static String outcome(List<String> finished, List<String> left) {
    if (!finished.isEmpty()) {
      return "written before, and whole: %s.".formatted(String.join(", ", finished));
    }
    return left.isEmpty() ? "no output was written." : "not all of the output is in its place.";
  }

  private void stopSpark() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the hook's time is over
    }
  }

  /**
   * What follows is only the interruption's consequence: Spark logs the jobs that end, and Scala
   * prints a stack trace for each task that comes to a pool which has ended.
   */
  private static void silence() {
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }
}
