package io.timestep.bench.count;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark as it is, on this machine unless {@code -Dspark.master} says otherwise. */
final class Sessions {
  private Sessions() {}

  static SparkSession open(String name) {
    SparkConf conf = new SparkConf().setAppName(name);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
