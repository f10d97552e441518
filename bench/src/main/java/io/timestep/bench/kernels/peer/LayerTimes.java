package io.timestep.bench.kernels.peer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layers of a network one by one, forward and backward as a training step calls them, without
 * the network around them.
 */
final class LayerTimes {
  static final String EMBEDDING = "embedding";
  static final String FORWARD = "recurrent layers, forward";
  static final String BACKWARD = "recurrent layers, backward";
  static final String SOFTMAX = "softmax";

  private final Layer[] layers;
  private final INDArray inputs;
  private final INDArray labels;
  private final LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();

  /**
   * @param peer has taken a step already, so that its layers know where gradients go
   */
  LayerTimes(FitPeer peer) {
    this.layers = peer.network().getLayers();
    this.inputs = peer.firstInput();
    this.labels = peer.firstLabels();
  }

  /** Goes through all layers and back. */
  void run(StageTimes times) {
    int last = layers.length - 1;
    INDArray x = times.add(EMBEDDING, () -> layers[0].activate(inputs, true, memory));
    for (int i = 1; i < last; i++) {
      Layer layer = layers[i];
      INDArray below = x;
      x = times.add(FORWARD, () -> layer.activate(below, true, memory));
    }
    INDArray top = x;
    INDArray epsilon = times.add(SOFTMAX, () -> softmax(layers[last], top));
    for (int i = last - 1; i > 0; i--) {
      Layer layer = layers[i];
      INDArray above = epsilon;
      epsilon = times.add(BACKWARD, () -> layer.backpropGradient(above, memory).getSecond());
    }
    INDArray bottom = epsilon;
    times.add(EMBEDDING, () -> layers[0].backpropGradient(bottom, memory));
    times.endRound();
  }

  private INDArray softmax(Layer layer, INDArray input) {
    layer.setInput(input, memory);
    ((org.deeplearning4j.nn.api.layers.IOutputLayer) layer).setLabels(labels);
    return layer.backpropGradient(null, memory).getSecond();
  }
}
