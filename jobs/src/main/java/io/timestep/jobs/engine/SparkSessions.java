package io.timestep.jobs.engine;

import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Spark as a command needs it. Under spark-submit the session takes what it is given; without it,
 * Spark runs embedded in this process on all cores. Whatever is set in system properties ({@code
 * -Dspark.KEY=VALUE}) or {@code spark-defaults.conf} wins over the settings made here.
 */
public final class SparkSessions {
  /** What Spark logs to stderr. */
  public enum Logging {
    /** Warnings and errors. */
    QUIET("WARN"),
    /** All that Spark tells. */
    VERBOSE("INFO");

    private final String level;

    Logging(String level) {
      this.level = level;
    }
  }

  /** Tasks of a shuffle when embedded: enough for the cores of one machine and small data. */
  private static final String EMBEDDED_SHUFFLE_PARTITIONS = "8";

  /** Commands in which a model is trained. */
  private static final Set<String> TRAINING = Set.of("train", "run");

  private static final String PLUGINS = "spark.plugins";

  private SparkSessions() {}

  /**
   * Opens the session; the caller stops it.
   *
   * @param command names the application in the Spark UI: {@code timestep train}
   */
  public static SparkSession open(String command, Logging logging) {
    SparkSession session =
        SparkSession.builder()
            .config(settings(new SparkConf(), command))
            .appName("timestep " + command)
            .getOrCreate();
    session.sparkContext().setLogLevel(logging.level);
    return session;
  }

  /** Adds to what Spark was given what it still lacks. */
  static SparkConf settings(SparkConf given, String command) {
    if (TRAINING.contains(command)) {
      setForTraining(given);
    }
    if (!given.contains("spark.master")) {
      given.setMaster("local[*]");
      // Nobody else talks to an embedded Spark, and it must start without a network.
      given.setIfMissing("spark.driver.host", "127.0.0.1");
      given.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      given.setIfMissing("spark.ui.enabled", "false");
      // A page of the UI, if it is switched on: http://HOST:4040/metrics/prometheus/
      given.setIfMissing(
          "spark.metrics.conf.*.sink.prometheusServlet.class",
          "org.apache.spark.metrics.sink.PrometheusServlet");
      given.setIfMissing("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus");
      given.setIfMissing("spark.sql.shuffle.partitions", EMBEDDED_SHUFFLE_PARTITIONS);
      // A shuffle stays on this machine's disk: written once, and not worth compressing.
      given.setIfMissing("spark.shuffle.compress", "false");
      given.setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "0");
    }
    // Partitions coalesced by measured sizes would make files differ from run to run.
    given.setIfMissing("spark.sql.adaptive.enabled", "false");
    // What a stage leaves in a shuffle goes when the driver has collected its garbage: often
    // enough.
    given.setIfMissing("spark.cleaner.periodicGC.interval", "2min");
    given.setIfMissing("spark.sql.session.timeZone", "UTC");
    given.setIfMissing("spark.ui.showConsoleProgress", "false"); // StageProgress shows it
    return given;
  }

  private static void setForTraining(SparkConf given) {
    showTraining(given);
    // A free core takes a replica at once, its text from the executor that keeps it. With the 3
    // seconds that Spark waits for a core there, one executor would do the work of those lost.
    given.setIfMissing("spark.locality.wait", "0s");
    // Shards that memory has no room for lie on a disk: their only checksum is the compression's.
    given.setIfMissing("spark.rdd.compress", "true");
    // The merged vectors are the driver's own, whatever their size: a limit would only end the
    // training of a large model when its first round has been computed.
    given.setIfMissing("spark.driver.maxResultSize", "0");
  }

  private static void showTraining(SparkConf given) {
    String ours = TrainingMetricsPlugin.class.getName();
    String others = given.get(PLUGINS, "");
    if (!List.of(others.split(",", -1)).contains(ours)) {
      given.set(PLUGINS, others.isEmpty() ? ours : others + "," + ours);
    }
  }
}
