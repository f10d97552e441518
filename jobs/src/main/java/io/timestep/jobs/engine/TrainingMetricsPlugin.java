package io.timestep.jobs.engine;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows the training in Spark's metrics system, and so in every sink that is configured there,
 * under {@code driver.plugin.} and this class's name. On executors it does nothing.
 */
public final class TrainingMetricsPlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public void registerMetrics(String applicationId, PluginContext context) {
        TrainingMetrics.register(context.metricRegistry());
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return null; // as SparkPlugin says: there is none
  }
}
