package io.timestep.nn.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a layer's parameters lie in DL4J's flat vector: one block after the other, each row-major
 * (DL4J's own layers use column-major blocks), as the kernels take them.
 */
abstract class FlatParameters implements ParamInitializer {

  enum Kind {
    WEIGHTS,
    BIAS
  }

  /** A named array within the flat vector. */
  record Block(String key, Kind kind, long... shape) {
    long length() {
      long length = 1;
      for (long size : shape) {
        length *= size;
      }
      return length;
    }
  }

  abstract List<Block> blocks(Layer layer);

  /**
   * Sets initial values; draws come from ND4J's generator, which DL4J seeds with the
   * configuration's seed.
   *
   * @param values views of the flat vector
   */
  abstract void initialize(Layer layer, Map<String, INDArray> values);

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return blocks(layer).stream().mapToLong(Block::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return blocks(layer).stream().map(Block::key).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return keys(layer, Kind.WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return keys(layer, Kind.BIAS);
  }

  private List<String> keys(Layer layer, Kind kind) {
    return blocks(layer).stream().filter(b -> b.kind() == kind).map(Block::key).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys(layer).contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    Map<String, INDArray> values = views(conf.getLayer(), paramsView);
    values.keySet().forEach(conf::addVariable);
    if (initializeParams) {
      initialize(conf.getLayer(), values);
    }
    return values;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> views(Layer layer, INDArray flat) {
    if (flat == null && numParams(layer) == 0) { // so DL4J calls a layer without parameters
      return new LinkedHashMap<>();
    }
    if (flat.length() != numParams(layer)) {
      throw new IllegalArgumentException(
          "expected %d parameters, got %d".formatted(numParams(layer), flat.length()));
    }
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long offset = 0;
    for (Block block : blocks(layer)) {
      INDArray part = vector.get(NDArrayIndex.interval(offset, offset + block.length()));
      views.put(block.key(), part.reshape('c', block.shape()));
      offset += block.length();
    }
    return views;
  }
}
