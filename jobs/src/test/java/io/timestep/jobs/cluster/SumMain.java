package io.timestep.jobs.cluster;

import org.apache.spark.sql.SparkSession;

/** An application that needs executors but none of the project's classes on them. */
public final class SumMain {
  private SumMain() {}

  /** Prints the sum of 0 to 999,999, added up in four tasks, and the master it ran on. */
  public static void main(String[] arguments) {
    try (SparkSession spark = SparkSession.builder().appName("sum").getOrCreate()) {
      long sum = spark.range(0, 1_000_000, 1, 4).selectExpr("sum(id)").first().getLong(0);
      System.out.println(sum + " on " + spark.sparkContext().master());
    }
  }
}
