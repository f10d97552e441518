package io.timestep.nn.layer;

import io.timestep.nn.layer.LayerParts.Initial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a token embedding: ids [batch, 1, steps] or [batch, steps], as floats, to
 * vectors [batch, nOut, steps]. {@code nIn} is the size of the vocabulary. Parameters: W [nIn,
 * nOut]; drawn from −0.1 to 0.1 unless {@code weightInit} says otherwise. {@link
 * Builder#wordDropout} drops whole words (units are dropped by the layer above). Activations,
 * dropout and weight noise of DL4J are refused.
 *
 * <p>With {@link Builder#tied} its vectors are the weights of a tied {@link SoftmaxOutput} too, and
 * that layer's bias b [nIn] lies behind them; {@link RecurrentLayers#tie} connects the two. For an
 * adaptive softmax ({@link Builder#tiedClusters}) its clusters' vectors C [clusters, nOut] and bias
 * cb [clusters] follow.
 */
public final class TokenEmbedding extends FeedForwardLayer {
  /** Key of the vectors. */
  public static final String WEIGHTS = "W";

  /** Key of the bias of the output layer that is tied to it. */
  public static final String BIAS = "b";

  /** Key of the vectors of a tied adaptive softmax' clusters. */
  public static final String CLUSTER_WEIGHTS = "C";

  /** Key of their bias. */
  public static final String CLUSTER_BIAS = "cb";

  private static final double BOUND = 0.1;
  private static final ParamInitializer PARAMETERS = new Parameters();

  private boolean tied;
  private int tiedClusters;
  private double wordDropout;

  /** For JSON. */
  TokenEmbedding() {}

  private TokenEmbedding(Builder builder) {
    super(builder);
    this.tied = builder.tied;
    this.tiedClusters = builder.tiedClusters;
    this.wordDropout = builder.wordDropout;
    initializeConstraints(builder);
  }

  /** Whether the output layer uses its vectors. */
  public boolean isTied() {
    return tied;
  }

  public void setTied(boolean tied) {
    this.tied = tied;
  }

  /** Clusters of the output layer that uses its vectors; 0 for a full softmax. */
  public int getTiedClusters() {
    return tiedClusters;
  }

  public void setTiedClusters(int clusters) {
    this.tiedClusters = clusters;
  }

  public double getWordDropout() {
    return wordDropout;
  }

  public void setWordDropout(double wordDropout) {
    this.wordDropout = wordDropout;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenEmbedding that
        && super.equals(other)
        && tied == that.tied
        && tiedClusters == that.tiedClusters
        && Double.compare(wordDropout, that.wordDropout) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), tied, tiedClusters, wordDropout);
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
    StockOptions.requireActivation(layerIndex, this, new ActivationIdentity(), "leave it unset");
    StockOptions.requireNoWeightNoise(layerIndex, this, "drop words by wordDropout");
    return LayerParts.install(
        new TokenEmbeddingLayer(conf),
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
    long steps = inputType instanceof InputType.InputTypeRecurrent r ? r.getTimeSeriesLength() : -1;
    return InputType.recurrent(nOut, steps, RNNFormat.NCW);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn <= 0) { // the input's size would be 1 id; the vocabulary's must be said
      throw new IllegalArgumentException("token embedding: nIn, the vocabulary's size, is not set");
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return LayerParts.memory(this, inputType, nOut);
  }

  /** Builds the configuration; set {@code nIn} and {@code nOut}. */
  @SuppressWarnings("unchecked") // DL4J declares <E extends Layer> E build()
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {
    private boolean tied;
    private int tiedClusters;
    private double wordDropout;

    public Builder() {
      setActivationFn(new ActivationIdentity());
      setWeightInitFn(LayerParts.uniform(BOUND));
    }

    /** Shares its vectors with the output layer. */
    public Builder tied() {
      return tiedClusters(0);
    }

    /**
     * Shares its vectors with an adaptive output layer.
     *
     * @param clusters how many cutoffs that layer has; 0: it is a full softmax
     */
    public Builder tiedClusters(int clusters) {
      this.tied = true;
      this.tiedClusters = clusters;
      return this;
    }

    /**
     * Probability that a word has no vector, at all its places in a batch, throughout a forward and
     * backward pass of training (Gal and Ghahramani 2016); 0 unless set.
     */
    public Builder wordDropout(double probability) {
      this.wordDropout = LayerParts.requireProbability("word dropout", probability);
      return this;
    }

    /**
     * Ids cannot be dropped. A dropout for all layers of the network is not meant for them and
     * passes this one by, as it does DL4J's embeddings; one for this layer is a mistake.
     */
    @Override
    public TokenEmbedding build() {
      if (getIDropout() != null) {
        throw new IllegalArgumentException(
            "TokenEmbedding: dropOut has no effect on ids, got %s; drop words by wordDropout, or"
                    .formatted(getIDropout())
                + " units by dropOut of the layer above");
      }
      return new TokenEmbedding(this);
    }
  }

  private static final class Parameters extends FlatParameters {
    @Override
    List<Block> blocks(Layer layer) {
      TokenEmbedding conf = (TokenEmbedding) layer;
      List<Block> blocks = new ArrayList<>();
      blocks.add(new Block(WEIGHTS, Kind.WEIGHTS, conf.getNIn(), conf.getNOut()));
      if (conf.tied) {
        blocks.add(new Block(BIAS, Kind.BIAS, conf.getNIn()));
      }
      if (conf.tiedClusters > 0) {
        blocks.add(new Block(CLUSTER_WEIGHTS, Kind.WEIGHTS, conf.tiedClusters, conf.getNOut()));
        blocks.add(new Block(CLUSTER_BIAS, Kind.BIAS, conf.tiedClusters));
      }
      return blocks;
    }

    @Override
    void initialize(Layer layer, Map<String, INDArray> values) {
      TokenEmbedding conf = (TokenEmbedding) layer;
      draw(conf, conf.getNIn(), values.get(WEIGHTS));
      if (conf.tiedClusters > 0) {
        draw(conf, conf.tiedClusters, values.get(CLUSTER_WEIGHTS));
      }
    }

    private static void draw(TokenEmbedding conf, long rows, INDArray values) {
      LayerParts.draw(conf.getWeightInitFn(), rows, conf.getNOut(), values);
    }
  }
}
