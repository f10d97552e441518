package io.timestep.jobs.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** DL4J's counts of iterations and epochs, which schedules and bias corrections depend on. */
final class Counts {
  private Counts() {}

  /** Sets them in the network and in its layers, which have copies. */
  static void set(MultiLayerNetwork network, int iterations, int epochs) {
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    network.getLayerWiseConfigurations().setEpochCount(epochs);
    for (Layer layer : network.getLayers()) {
      layer.setIterationCount(iterations);
      layer.setEpochCount(epochs);
    }
  }
}
