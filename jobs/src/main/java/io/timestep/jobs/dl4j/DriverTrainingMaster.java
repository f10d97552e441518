package io.timestep.jobs.dl4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.listener.RoutingIterationListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What dl4j-spark asks of a master beside training: hooks, listeners, and what has no sense where
 * the driver leads the rounds itself, which says so.
 */
abstract class DriverTrainingMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {
  private static final String GRAPH =
      "a ComputationGraph is not supported: write a chain of layers as MultiLayerNetwork, or train"
          + " the graph with ParameterAveragingTrainingMaster";

  private final List<TrainingHook> hooks = new ArrayList<>();
  private final List<TrainingListener> listeners = new ArrayList<>();

  List<TrainingHook> hooks() {
    return List.copyOf(hooks);
  }

  List<TrainingListener> listeners() {
    return List.copyOf(listeners);
  }

  /** Hooks run in the replicas, around each step, and must be serializable. */
  @Override
  public void addHook(TrainingHook hook) {
    hooks.add(hook);
  }

  @Override
  public void removeHook(TrainingHook hook) {
    hooks.remove(hook);
  }

  /** Listeners hear of each round on the driver; they never travel. */
  @Override
  public void setListeners(Collection<TrainingListener> given) {
    setListeners(null, given);
  }

  @Override
  public void setListeners(StatsStorageRouter router, Collection<TrainingListener> given) {
    listeners.clear();
    if (given != null) {
      listeners.addAll(given);
    }
    for (TrainingListener listener : listeners) {
      if (router != null && listener instanceof RoutingIterationListener routing) {
        routing.setStorageRouter(router);
      }
    }
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
    throw unsupported("there are no workers to hand out: call SparkDl4jMultiLayer.fit");
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
    throw unsupported(GRAPH);
  }

  @Override
  public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
    throw unsupported(GRAPH);
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> data) {
    throw unsupported(GRAPH);
  }

  @Override
  public void setCollectTrainingStats(boolean collect) {
    if (collect) {
      throw unsupported(
          "training statistics are not collected: see AveragingTrainingMaster.lastFit, and the"
              + " rounds' jobs in the Spark UI");
    }
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return false;
  }

  @Override
  public SparkTrainingStats getTrainingStats() {
    return null;
  }

  /** Nothing is exported, so that there is nothing to delete. */
  @Override
  public boolean deleteTempFiles(JavaSparkContext spark) {
    return true;
  }

  @Override
  public boolean deleteTempFiles(SparkContext spark) {
    return true;
  }

  static UnsupportedOperationException unsupported(String message) {
    return new UnsupportedOperationException("AveragingTrainingMaster: " + message);
  }
}
