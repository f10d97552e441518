package io.timestep.nn.layer;

import io.timestep.nn.kernel.CellShape;
import io.timestep.nn.kernel.CellType;
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
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Configuration of a recurrent layer: sequences [batch, nIn, steps] to [batch, nOut, steps].
 *
 * <p>Parameters, in the flat vector one after the other, row-major: W [nIn, gates·nOut], RW [nOut,
 * gates·nOut], b [biases·nOut], and P [peepholes·nOut] where the cell has peepholes; gates and
 * their order as {@link CellType} says. Weights are drawn from −1/√nOut to 1/√nOut unless {@code
 * weightInit} (and {@code weightInitRecurrent}) say otherwise; biases are {@code biasInit}, that of
 * the forget gate {@link Builder#forgetGateBias}.
 *
 * <p>A mask of the features [batch, steps] marks steps that do not count with 0: the state passes
 * through them unchanged, their output is zero, and no gradient comes from them. {@code dropOut}
 * drops units of the input, at each step anew ({@link StepDropout}) or at all steps alike ({@link
 * VariationalDropout}); {@link Builder#recurrentWeightDrop} drops recurrent weights.
 *
 * <p>The cell has its activation. Another one is refused when the network is initialised, and so is
 * DL4J's weight noise, which this layer would not obey.
 */
public final class Recurrent extends BaseRecurrentLayer {
  /** Key of the input weights. */
  public static final String INPUT_WEIGHTS = "W";

  /** Key of the recurrent weights. */
  public static final String RECURRENT_WEIGHTS = "RW";

  /** Key of the bias. */
  public static final String BIAS = "b";

  /** Key of the peephole weights. */
  public static final String PEEPHOLES = "P";

  private static final ParamInitializer PARAMETERS = new Parameters();

  private CellType cell;
  private double forgetGateBias;
  private double recurrentWeightDrop;

  /** For JSON. */
  Recurrent() {}

  private Recurrent(Builder builder) {
    super(builder);
    this.cell = builder.cell;
    this.forgetGateBias = builder.forgetGateBias;
    this.recurrentWeightDrop = builder.recurrentWeightDrop;
    initializeConstraints(builder);
  }

  public CellType getCell() {
    return cell;
  }

  public void setCell(CellType cell) {
    this.cell = cell;
  }

  public double getForgetGateBias() {
    return forgetGateBias;
  }

  public void setForgetGateBias(double forgetGateBias) {
    this.forgetGateBias = forgetGateBias;
  }

  public double getRecurrentWeightDrop() {
    return recurrentWeightDrop;
  }

  public void setRecurrentWeightDrop(double recurrentWeightDrop) {
    this.recurrentWeightDrop = recurrentWeightDrop;
  }

  /** What the cell applies to the sum of its inputs (gates apart). */
  private static IActivation activation(CellType cell) {
    return cell == CellType.RNN_RELU ? new ActivationReLU() : new ActivationTanH();
  }

  CellShape shape() {
    return new CellShape(cell, Math.toIntExact(nIn), Math.toIntExact(nOut));
  }

  /** Dropout remembers its mask, so that each copy needs its own; DL4J's clone shares it. */
  @Override
  public Recurrent clone() {
    Recurrent copy = (Recurrent) super.clone();
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
    if (rnnDataFormat == RNNFormat.NWC) {
      throw new IllegalArgumentException(
          "layer %d: sequences must be [batch, units, steps] (NCW), not NWC".formatted(layerIndex));
    }
    StockOptions.requireActivation(
        layerIndex, this, activation(cell), "leave it unset, or choose another CellType");
    StockOptions.requireNoWeightNoise(
        layerIndex, this, "drop recurrent weights by recurrentWeightDrop");
    return LayerParts.install(
        new RecurrentSequenceLayer(conf),
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
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    LayerParts.requireSequences(inputType, "recurrent layer");
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return LayerParts.memory(this, inputType, nOut * (cell.gates() + 3L));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recurrent that
        && super.equals(other)
        && cell == that.cell
        && Double.compare(forgetGateBias, that.forgetGateBias) == 0
        && Double.compare(recurrentWeightDrop, that.recurrentWeightDrop) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), cell, forgetGateBias, recurrentWeightDrop);
  }

  /** Builds the configuration; set {@code nIn} and {@code nOut}. */
  @SuppressWarnings("unchecked") // DL4J declares <E extends Layer> E build()
  public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
    private final CellType cell;
    private double forgetGateBias = 1;
    private double recurrentWeightDrop;

    public Builder(CellType cell) {
      this.cell = cell;
      setActivationFn(Recurrent.activation(cell));
    }

    /** Initial bias of the forget gate of an LSTM; 1 unless set (Jozefowicz et al. 2015). */
    public Builder forgetGateBias(double bias) {
      this.forgetGateBias = bias;
      return this;
    }

    /**
     * Probability that a recurrent weight is zero throughout a forward and backward pass of
     * training (DropConnect; Merity et al. 2018); 0 unless set.
     */
    public Builder recurrentWeightDrop(double probability) {
      this.recurrentWeightDrop =
          LayerParts.requireProbability("recurrent weight drop", probability);
      return this;
    }

    @Override
    public Recurrent build() {
      if (getWeightInitFn() == null) {
        setWeightInitFn(LayerParts.uniformBy(getNOut()));
      }
      return new Recurrent(this);
    }
  }

  private static final class Parameters extends FlatParameters {
    @Override
    List<Block> blocks(Layer layer) {
      CellShape shape = ((Recurrent) layer).shape();
      List<Block> blocks = new ArrayList<>();
      blocks.add(new Block(INPUT_WEIGHTS, Kind.WEIGHTS, shape.inputs(), shape.width()));
      blocks.add(new Block(RECURRENT_WEIGHTS, Kind.WEIGHTS, shape.hidden(), shape.width()));
      blocks.add(new Block(BIAS, Kind.BIAS, (long) shape.cell().biases() * shape.hidden()));
      if (shape.cell().peepholes() > 0) {
        long peepholes = (long) shape.cell().peepholes() * shape.hidden();
        blocks.add(new Block(PEEPHOLES, Kind.WEIGHTS, peepholes));
      }
      return blocks;
    }

    @Override
    void initialize(Layer layer, Map<String, INDArray> values) {
      Recurrent conf = (Recurrent) layer;
      IWeightInit input = conf.getWeightInitFn();
      IWeightInit recurrent =
          conf.getWeightInitFnRecurrent() == null ? input : conf.getWeightInitFnRecurrent();
      LayerParts.draw(input, conf.nIn, conf.nOut, values.get(INPUT_WEIGHTS));
      LayerParts.draw(recurrent, conf.nOut, conf.nOut, values.get(RECURRENT_WEIGHTS));
      INDArray bias = values.get(BIAS);
      bias.assign(conf.getBiasInit());
      if (conf.cell.peepholes() > 0) {
        LayerParts.draw(recurrent, conf.nOut, conf.nOut, values.get(PEEPHOLES));
      }
      if (conf.cell.hasMemory()) {
        bias.get(NDArrayIndex.interval(conf.nOut, 2 * conf.nOut)).assign(conf.forgetGateBias);
      }
    }
  }
}
