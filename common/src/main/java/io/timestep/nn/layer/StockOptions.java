package io.timestep.nn.layer;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Options that the builders of our layers inherit from DL4J and that our kernels do not obey. They
 * are refused: a network that trains otherwise than its configuration says is worse than none.
 *
 * <p>Each builder presets activation and loss, so that the network's own defaults for all layers do
 * not reach ours; what is found here was set on the layer.
 */
final class StockOptions {
  private StockOptions() {}

  static void requireActivation(int index, BaseLayer layer, IActivation builtIn, String remedy) {
    require(
        builtIn.equals(layer.getActivationFn()),
        index,
        layer,
        "activation is %s, got %s; %s".formatted(builtIn, layer.getActivationFn(), remedy));
  }

  /** The network's default for all layers is refused too: DL4J hands it to each of them. */
  static void requireNoWeightNoise(int index, BaseLayer layer, String remedy) {
    require(
        layer.getWeightNoise() == null,
        index,
        layer,
        ("weightNoise has no effect here, got %s; set it on DL4J's own layers alone, not on this"
                + " layer or the network, and %s")
            .formatted(layer.getWeightNoise(), remedy));
  }

  static void requireLoss(int index, BaseOutputLayer layer, ILossFunction builtIn) {
    require(
        builtIn.equals(layer.getLossFn()),
        index,
        layer,
        "lossFunction is %s with its defaults, got %s; leave it unset, or use RnnOutputLayer"
            .formatted(builtIn, layer.getLossFn()));
  }

  static void requireBias(int index, BaseOutputLayer layer) {
    require(
        layer.hasBias(),
        index,
        layer,
        "hasBias(false) has no effect here; leave it unset, or use RnnOutputLayer");
  }

  private static void require(boolean obeyed, int index, BaseLayer layer, String problem) {
    if (!obeyed) {
      throw new IllegalArgumentException(
          "layer %d (%s): %s".formatted(index, layer.getClass().getSimpleName(), problem));
    }
  }
}
