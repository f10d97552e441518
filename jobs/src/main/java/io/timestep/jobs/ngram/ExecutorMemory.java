package io.timestep.jobs.ngram;

import io.timestep.ngram.estimate.TaskMemory;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** How much memory Spark was given, and leaves to the work. */
final class ExecutorMemory {
  /** What Spark leaves out of the memory it manages. */
  private static final long RESERVED = 300L << 20;

  private ExecutorMemory() {}

  /** That of an executor; of this process where the tasks run in it. */
  static TaskMemory of(JavaSparkContext spark) {
    SparkConf conf = spark.getConf();
    int slots = spark.defaultParallelism(); // all cores, on every kind of cluster
    long heap;
    if (spark.isLocal()) {
      heap = Runtime.getRuntime().maxMemory();
    } else {
      heap = conf.getSizeAsBytes("spark.executor.memory", "1g");
      int executors = spark.sc().statusTracker().getExecutorInfos().length - 1; // the driver is one
      slots = conf.getInt("spark.executor.cores", slots / Math.max(1, executors));
    }
    int tasks = Math.max(1, slots / conf.getInt("spark.task.cpus", 1));
    return new TaskMemory(heap, tasks, cached(conf, heap));
  }

  /** That of this process, for one work. */
  static TaskMemory ofDriver(JavaSparkContext spark) {
    long heap = Runtime.getRuntime().maxMemory();
    return new TaskMemory(heap, 1, cached(spark.getConf(), heap));
  }

  private static double cached(SparkConf conf, long heap) {
    return conf.getDouble("spark.memory.fraction", 0.6) * Math.max(0, heap - RESERVED) / heap;
  }
}
