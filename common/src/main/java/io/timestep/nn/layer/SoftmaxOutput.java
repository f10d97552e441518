package io.timestep.nn.layer;

import io.timestep.nn.layer.LayerParts.Initial;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Configuration of a softmax over a vocabulary at each step, with cross entropy as its loss. Input
 * [batch, nIn, steps]; labels are token ids as floats, [batch, 1, steps] or [batch, steps]; a label
 * mask [batch, steps] is 0 where nothing is to be predicted (a label of −1 says the same). {@code
 * nOut} is the size of the vocabulary.
 *
 * <p>The loss is the <em>sum</em> of −ln p (nats) over all unmasked tokens, and the gradient is
 * that of this sum. {@code score()} is the sum itself in a network with {@code miniBatch(false)};
 * with {@code miniBatch(true)} DL4J's convention holds: score and updates are divided by the number
 * of sequences, the gradient before the updater is not.
 *
 * <p>Parameters: W [nIn, nOut] row-major, then b [nOut]. Weights are drawn from −1/√nIn to 1/√nIn
 * unless {@code weightInit} says otherwise.
 */
public final class SoftmaxOutput extends BaseOutputLayer {
  /** Key of the weights. */
  public static final String WEIGHTS = "W";

  /** Key of the bias. */
  public static final String BIAS = "b";

  private static final ParamInitializer PARAMETERS = new Parameters();

  /** For JSON. */
  SoftmaxOutput() {}

  private SoftmaxOutput(Builder builder) {
    super(builder);
    initializeConstraints(builder);
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initializeParams,
      DataType type) {
    LayerParts.requireFloat(type);
    return LayerParts.install(
        new SoftmaxOutputLayer(conf),
        conf,
        listeners,
        layerIndex,
        parameters,
        Initial.of(initializeParams));
  }

  @Override
  public ParamInitializer initializer() {
    return PARAMETERS;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeRecurrent sequences =
        LayerParts.requireSequences(inputType, "softmax output");
    return InputType.recurrent(nOut, sequences.getTimeSeriesLength(), sequences.getFormat());
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn <= 0 || override) {
      nIn = LayerParts.requireSequences(inputType, "softmax output").getSize();
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    LayerParts.requireSequences(inputType, "softmax output");
    return null;
  }

  /** Builds the configuration; set {@code nIn} and {@code nOut}. */
  @SuppressWarnings("unchecked") // DL4J declares <E extends Layer> E build()
  public static final class Builder extends BaseOutputLayer.Builder<Builder> {
    public Builder() {
      setLossFn(new LossSparseMCXENT()); // what it computes, for DL4J's checks
      setActivationFn(new ActivationSoftmax());
    }

    @Override
    public SoftmaxOutput build() {
      if (getWeightInitFn() == null) {
        setWeightInitFn(LayerParts.uniformBy(getNIn()));
      }
      return new SoftmaxOutput(this);
    }
  }

  private static final class Parameters extends FlatParameters {
    @Override
    List<Block> blocks(Layer layer) {
      SoftmaxOutput sizes = (SoftmaxOutput) layer;
      return List.of(
          new Block(WEIGHTS, Kind.WEIGHTS, sizes.getNIn(), sizes.getNOut()),
          new Block(BIAS, Kind.BIAS, sizes.getNOut()));
    }

    @Override
    void initialize(Layer layer, Map<String, INDArray> values) {
      SoftmaxOutput conf = (SoftmaxOutput) layer;
      LayerParts.draw(conf.getWeightInitFn(), conf.getNIn(), conf.getNOut(), values.get(WEIGHTS));
      values.get(BIAS).assign(conf.getBiasInit());
    }
  }
}
