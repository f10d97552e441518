package io.timestep.nn.layer;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the configurations of our layers have in common. */
final class LayerParts {
  private LayerParts() {}

  /** Uniform from −bound to bound. */
  static IWeightInit uniform(double bound) {
    return new WeightInitDistribution(new UniformDistribution(-bound, bound));
  }

  /** Uniform from −1/√units to 1/√units, as PyTorch initialises recurrent and linear layers. */
  static IWeightInit uniformBy(long units) {
    return uniform(1 / Math.sqrt((double) Math.max(1, units)));
  }

  /** Draws the values of a row-major view of the flat vector. */
  static void draw(IWeightInit init, long fanIn, long fanOut, INDArray weights) {
    init.init(
        (double) fanIn, (double) fanOut, weights.shape(), 'c', weights.reshape(weights.length()));
  }

  /** Gives a new layer its place in the network and its parameters. */
  static <L extends BaseLayer<?>> L install(
      L layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      Initial initial) {
    FeedForwardLayer sizes = (FeedForwardLayer) conf.getLayer();
    if (sizes.getNIn() < 1 || sizes.getNOut() < 1) {
      throw new IllegalArgumentException(
          "layer %d (%s): nIn and nOut must be at least 1, got %d and %d"
              .formatted(index, sizes.getClass().getSimpleName(), sizes.getNIn(), sizes.getNOut()));
    }
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(
        conf.getLayer().initializer().init(conf, parameters, initial == Initial.DRAWN));
    layer.setConf(conf);
    return layer;
  }

  /** Whether a new layer's parameters are drawn or there already. */
  enum Initial {
    DRAWN,
    GIVEN;

    static Initial of(boolean initialize) {
      return initialize ? DRAWN : GIVEN;
    }
  }

  /** Whether a probability of dropping may be; one of 1 would leave nothing. */
  static double requireProbability(String name, double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "%s must be at least 0 and less than 1, got %s".formatted(name, probability));
    }
    return probability;
  }

  static void requireFloat(DataType type) {
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException("these layers compute in FLOAT, got " + type);
    }
  }

  static InputType.InputTypeRecurrent requireSequences(InputType type, String layer) {
    if (type instanceof InputType.InputTypeRecurrent sequences) {
      return sequences;
    }
    throw new IllegalArgumentException(layer + ": expected sequences as input, got " + type);
  }

  static LayerMemoryReport memory(FeedForwardLayer layer, InputType input, long floatsAnExample) {
    long parameters = layer.initializer().numParams(layer);
    return new LayerMemoryReport.Builder(
            layer.getLayerName(), layer.getClass(), input, layer.getOutputType(-1, input))
        .standardMemory(parameters, layer.getIUpdater().stateSize(parameters))
        .workingMemory(0, floatsAnExample, 0, floatsAnExample)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }
}
