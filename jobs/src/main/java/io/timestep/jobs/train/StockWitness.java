package io.timestep.jobs.train;

import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.layer.RecurrentLayers;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Counts what dl4j-spark's workers train on, and readies their networks. */
final class StockWitness implements TrainingHook {
  private static final long serialVersionUID = 1L;
  private final LongAccumulator tokens;
  private final DoubleAccumulator nats;

  StockWitness(SparkContext spark) {
    this.tokens = spark.longAccumulator("tokens");
    this.nats = spark.doubleAccumulator("nats");
  }

  /** Targets trained on so far. */
  long tokens() {
    return tokens.value();
  }

  /** Sum of their -ln p before the updates. */
  double nats() {
    return nats.value();
  }

  @Override
  public void preUpdate(DataSet minibatch, Model model) {
    SingleThread.pin();
    RecurrentLayers.tie((MultiLayerNetwork) model); // each worker makes its network anew
  }

  @Override
  public void postUpdate(DataSet minibatch, Model model) {
    INDArray mask = minibatch.getLabelsMaskArray();
    tokens.add(mask == null ? minibatch.getLabels().length() : mask.sumNumber().longValue());
    nats.add(model.score() * minibatch.numExamples());
  }

  @Override
  public void preUpdate(MultiDataSet minibatch, Model model) {
    throw new UnsupportedOperationException("a language model reads DataSets");
  }

  @Override
  public void postUpdate(MultiDataSet minibatch, Model model) {
    throw new UnsupportedOperationException("a language model reads DataSets");
  }
}
