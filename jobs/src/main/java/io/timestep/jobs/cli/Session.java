package io.timestep.jobs.cli;

import io.timestep.jobs.engine.ConsoleProgress;
import io.timestep.jobs.engine.HadoopStore;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.SparkSessions;
import io.timestep.jobs.engine.StageProgress;
import io.timestep.util.Store;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/** What a command works with. Spark starts when it is first asked for. */
final class Session implements AutoCloseable {
  private final String command;
  private final CommonOptions options;
  private final ConsoleProgress progress;
  private SparkSession spark;
  private Store withoutSpark;

  private Session(String command, CommonOptions options, ConsoleProgress progress) {
    this.command = command;
    this.options = options;
    this.progress = progress;
  }

  static Session of(String command, CommonOptions options, PrintWriter err) {
    return new Session(
        command, options, new ConsoleProgress(err, progressStyle(), Session::nowMillis));
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** The launcher knows whether stderr is a terminal; the JVM itself cannot tell. */
  private static ConsoleProgress.Style progressStyle() {
    return Boolean.getBoolean("timestep.terminal") && !"dumb".equals(System.getenv("TERM"))
        ? ConsoleProgress.Style.TERMINAL
        : ConsoleProgress.Style.PLAIN;
  }

  /** What a job on Spark runs with. */
  JobContext job() {
    if (spark == null) {
      spark = SparkSessions.open(command, options.logging());
      if (!options.verbose) {
        spark.sparkContext().addSparkListener(new StageProgress(progress, Session::nowMillis));
      }
    }
    return new JobContext(
        spark, new HadoopStore(spark.sparkContext().hadoopConfiguration()), progress);
  }

  /** Files, for work that needs no Spark. */
  Store store() {
    if (spark != null) {
      return job().store();
    }
    if (withoutSpark == null) {
      withoutSpark = new HadoopStore(hadoopConfiguration());
    }
    return withoutSpark;
  }

  /** Where the file systems are. */
  Configuration hadoopConfiguration() {
    return spark == null
        ? SparkHadoopUtil.get().newConfiguration(new SparkConf())
        : spark.sparkContext().hadoopConfiguration();
  }

  @Override
  public void close() {
    if (spark != null) {
      spark.stop();
    }
  }
}
