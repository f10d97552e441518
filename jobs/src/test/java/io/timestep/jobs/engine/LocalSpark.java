package io.timestep.jobs.engine;

import io.timestep.util.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark of the integration tests. {@link #context()} is one session on {@code local[2]} that
 * all tests of a JVM share; nobody stops it but the JVM's end.
 */
public final class LocalSpark {
  private LocalSpark() {}

  /** The shared session on {@code local[2]}: no web page, quiet, no progress shown. */
  public static synchronized JobContext context() {
    return context(session(2));
  }

  /**
   * Runs with another number of cores. One JVM has one Spark, so the shared session ends here and
   * the next {@link #context()} begins another: data sets of before are not to be used after.
   */
  public static synchronized <R> R withCores(int cores, Function<JobContext, R> work) {
    session(2).stop();
    SparkSession session = session(cores);
    try {
      return work.apply(context(session));
    } finally {
      session.stop();
    }
  }

  /** Runs with the session that a command opens; it ends the shared one as {@link #withCores}. */
  public static synchronized <R> R asCommand(
      String command, Map<String, String> conf, Function<JobContext, R> work) {
    session(2).stop();
    Map<String, String> all = new HashMap<>(conf);
    all.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse");
    all.forEach(System::setProperty);
    SparkSession session = SparkSessions.open(command, SparkSessions.Logging.QUIET);
    try {
      return work.apply(context(session));
    } finally {
      session.stop();
      all.keySet().forEach(System::clearProperty);
    }
  }

  private static JobContext context(SparkSession session) {
    HadoopStore store = new HadoopStore(session.sparkContext().hadoopConfiguration());
    return new JobContext(session, store, Progress.NONE);
  }

  private static SparkSession session(int cores) {
    return SparkSession.builder()
        .master("local[%d]".formatted(cores))
        .appName("timestep tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
        .getOrCreate();
  }
}
