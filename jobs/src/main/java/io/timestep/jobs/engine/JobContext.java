package io.timestep.jobs.engine;

import io.timestep.util.Progress;
import io.timestep.util.Store;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a job runs with.
 *
 * @param spark the session; its context names the job's stages in the Spark UI
 * @param store files of any Hadoop file system
 * @param progress where long stages tell how far they are
 */
public record JobContext(SparkSession spark, Store store, Progress progress) {
  public JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Names what follows in the Spark UI: {@code context.describe("tokenize: count words")}. */
  public void describe(String description) {
    spark.sparkContext().setJobDescription(description);
  }
}
