package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.Peer;
import io.timestep.sequence.TokenWindow;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step of {@code MultiLayerNetwork.fit}: DL4J's own solver, clipping and updater around whatever
 * layers. DL4J clips each layer by its own norm, it has no global one; {@code fit} begins every
 * window with the zero state.
 */
final class FitPeer implements Peer {
  private final MultiLayerNetwork network;
  private final List<INDArray> inputs;
  private final List<INDArray> labels;
  private int taken;

  FitPeer(MultiLayerConfiguration configuration, ModelShape shape) {
    network = new MultiLayerNetwork(configuration);
    network.init();
    List<TokenWindow> windows = Texts.windows(shape);
    inputs = windows.stream().map(w -> Texts.array(w.inputs(), shape)).toList();
    labels = windows.stream().map(w -> Texts.array(w.targets(), shape)).toList();
  }

  @Override
  public void step() {
    int window = taken++ % inputs.size();
    network.fit(inputs.get(window), labels.get(window));
  }

  /** Forward and backward over the next window, nothing else. */
  void gradient() {
    int window = taken++ % inputs.size();
    network.setInput(inputs.get(window));
    network.setLabels(labels.get(window));
    network.computeGradientAndScore();
  }

  MultiLayerNetwork network() {
    return network;
  }

  /** Ids of the first window. [batch, 1, steps] */
  INDArray firstInput() {
    return inputs.get(0);
  }

  INDArray firstLabels() {
    return labels.get(0);
  }

  @Override
  public void close() {
    for (org.deeplearning4j.nn.api.Layer layer : network.getLayers()) {
      layer.close();
    }
    network.close();
  }
}
