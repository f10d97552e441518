package io.timestep.nn.layer;

import io.timestep.nn.kernel.SoftmaxKernel;
import io.timestep.nn.kernel.WordClusters;
import io.timestep.nn.layer.LayerParts.Initial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInitUniform;
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
 * <p>With {@link Builder#cutoffs} it is an adaptive softmax ({@link WordClusters}), an
 * approximation that trains much faster where the vocabulary is large; ids must then be by falling
 * frequency.
 *
 * <p>Parameters, row-major: W [nIn, nOut], b [nOut]. Of an adaptive softmax, W and b are the
 * head's, [nIn, head] and [head]; those of the tails follow, numbered from 1: the projection P1
 * [nIn, size], W1 [size, words], b1 [words] and so on. Weights are drawn from −1/√n to 1/√n, n the
 * units they read, unless {@code weightInit} says otherwise.
 *
 * <p>Another activation or loss, {@code hasBias(false)} and DL4J's weight noise are refused when
 * the network is initialised.
 */
public final class SoftmaxOutput extends BaseOutputLayer {
  /** Key of the weights. */
  public static final String WEIGHTS = "W";

  /** Key of the bias. */
  public static final String BIAS = "b";

  /** Keys of the tails' projections begin with it. */
  public static final String PROJECTION = "P";

  private static final ParamInitializer PARAMETERS = new Parameters();

  private List<Integer> cutoffs = List.of();
  private double divValue = Builder.DIV_VALUE;
  private boolean tied;

  /** For JSON. */
  SoftmaxOutput() {}

  private SoftmaxOutput(Builder builder) {
    super(builder);
    this.cutoffs = builder.cutoffs;
    this.divValue = builder.divValue;
    this.tied = builder.tied;
    initializeConstraints(builder);
  }

  /** The first word of each cluster; empty for a full softmax. */
  public List<Integer> getCutoffs() {
    return cutoffs;
  }

  public void setCutoffs(List<Integer> cutoffs) {
    this.cutoffs = List.copyOf(cutoffs);
  }

  public double getDivValue() {
    return divValue;
  }

  public void setDivValue(double divValue) {
    this.divValue = divValue;
  }

  /** Whether its weights are the embedding's. */
  public boolean isTied() {
    return tied;
  }

  public void setTied(boolean tied) {
    this.tied = tied;
  }

  WordClusters clusters() {
    return new WordClusters(Math.toIntExact(nIn), Math.toIntExact(nOut), cutoffs, divValue);
  }

  SoftmaxKernel kernel() {
    if (!cutoffs.isEmpty()) {
      return tied ? SoftmaxKernel.tiedAdaptive(clusters()) : SoftmaxKernel.adaptive(clusters());
    }
    int inputs = Math.toIntExact(nIn);
    int vocabulary = Math.toIntExact(nOut);
    return tied ? SoftmaxKernel.tied(inputs, vocabulary) : SoftmaxKernel.fast(inputs, vocabulary);
  }

  /** Dropout remembers its mask, so that each copy needs its own; DL4J's clone shares it. */
  @Override
  public SoftmaxOutput clone() {
    SoftmaxOutput copy = (SoftmaxOutput) super.clone();
    if (iDropout != null) {
      copy.setIDropout(iDropout.clone());
    }
    return copy;
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
    StockOptions.requireActivation(layerIndex, this, new ActivationSoftmax(), "leave it unset");
    StockOptions.requireLoss(layerIndex, this, new LossSparseMCXENT());
    StockOptions.requireBias(layerIndex, this);
    StockOptions.requireNoWeightNoise(layerIndex, this, "drop units by dropOut");
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

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftmaxOutput that
        && super.equals(other)
        && cutoffs.equals(that.cutoffs)
        && Double.compare(divValue, that.divValue) == 0
        && tied == that.tied;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), cutoffs, divValue, tied);
  }

  /** Builds the configuration; set {@code nIn} and {@code nOut}. */
  @SuppressWarnings("unchecked") // DL4J declares <E extends Layer> E build()
  public static final class Builder extends BaseOutputLayer.Builder<Builder> {
    /** {@link #divValue} unless set. */
    public static final double DIV_VALUE = 4;

    private List<Integer> cutoffs = List.of();
    private double divValue = DIV_VALUE;
    private boolean tied;

    public Builder() {
      setLossFn(new LossSparseMCXENT()); // what it computes, for DL4J's checks
      setActivationFn(new ActivationSoftmax());
    }

    /**
     * Makes the softmax adaptive.
     *
     * @param firstWords the first word of each cluster, rising, from 1 to nOut − 1; none: a full
     *     softmax
     */
    public Builder cutoffs(List<Integer> firstWords) {
      this.cutoffs = List.copyOf(firstWords);
      return this;
    }

    /**
     * By how much each cluster's projection is smaller than the one before; 4 unless set.
     *
     * @param factor at least 1; cluster i, from 0, has {@code nIn / factor^(i + 1)} units
     */
    public Builder divValue(double factor) {
      this.divValue = factor;
      return this;
    }

    /**
     * Uses the vectors of a tied {@link TokenEmbedding} as weights, and the bias there: it has no
     * parameters of its own. {@link RecurrentLayers#tie} connects the two. An adaptive softmax then
     * has no projections: its tails read the input whole ({@link SoftmaxKernel#tiedAdaptive}).
     */
    public Builder tied() {
      this.tied = true;
      return this;
    }

    @Override
    public SoftmaxOutput build() {
      if (getWeightInitFn() == null) {
        setWeightInitFn(
            cutoffs.isEmpty() ? LayerParts.uniformBy(getNIn()) : new WeightInitUniform());
      }
      return new SoftmaxOutput(this);
    }
  }

  private static final class Parameters extends FlatParameters {
    @Override
    List<Block> blocks(Layer layer) {
      SoftmaxOutput conf = (SoftmaxOutput) layer;
      if (conf.tied) {
        return List.of();
      }
      WordClusters clusters = conf.clusters();
      List<Block> blocks = new ArrayList<>();
      blocks.add(new Block(WEIGHTS, Kind.WEIGHTS, conf.nIn, clusters.head()));
      blocks.add(new Block(BIAS, Kind.BIAS, clusters.head()));
      for (int c = 0; c < clusters.count(); c++) {
        int number = c + 1;
        int size = clusters.size(c);
        blocks.add(new Block(PROJECTION + number, Kind.WEIGHTS, conf.nIn, size));
        blocks.add(new Block(WEIGHTS + number, Kind.WEIGHTS, size, clusters.words(c)));
        blocks.add(new Block(BIAS + number, Kind.BIAS, clusters.words(c)));
      }
      return blocks;
    }

    @Override
    void initialize(Layer layer, Map<String, INDArray> values) {
      SoftmaxOutput conf = (SoftmaxOutput) layer;
      for (Block block : blocks(layer)) {
        INDArray value = values.get(block.key());
        if (block.kind() == Kind.WEIGHTS) {
          LayerParts.draw(conf.getWeightInitFn(), block.shape()[0], block.shape()[1], value);
        } else {
          value.assign(conf.getBiasInit());
        }
      }
    }
  }
}
