package io.timestep.nn.layer;

import io.timestep.nn.kernel.CellState;
import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.RecurrentKernel;
import io.timestep.nn.kernel.SequenceMask;
import io.timestep.nn.kernel.WeightDrop;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link Recurrent} at work. A backward pass goes through the forward pass before it, from the
 * state that one began with (DL4J's own layers compute the forward pass a second time).
 *
 * <p>States given out are copies, and so are those taken in.
 */
public final class RecurrentSequenceLayer extends BaseRecurrentLayer<Recurrent> {
  /** Key of the output in a state, [batch, units]; as DL4J's LSTM has it. */
  public static final String STATE_OUTPUT = "prevAct";

  /** Key of an LSTM's memory in a state, [batch, units]; as DL4J's LSTM has it. */
  public static final String STATE_MEMORY = "prevMem";

  private transient RecurrentKernel kernel;
  private transient WeightDrop weightDrop; // made when first needed
  private transient Floats dropped; // parameters of the last forward pass; null: the layer's own
  private transient CellState stepState; // of rnnTimeStep; null: nothing read yet
  private transient CellState windowState; // of truncated backpropagation; null likewise

  RecurrentSequenceLayer(NeuralNetConfiguration conf) {
    super(conf, DataType.FLOAT);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    return run(training, freshState(), workspaces);
  }

  @Override
  public INDArray rnnTimeStep(INDArray x, LayerWorkspaceMgr workspaces) {
    setInput(x, workspaces);
    if (stepState == null) {
      stepState = freshState();
    }
    return run(false, stepState, workspaces);
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray x, boolean training, boolean storeLastForTbptt, LayerWorkspaceMgr workspaces) {
    setInput(x, workspaces);
    CellState state = windowState == null ? freshState() : windowState;
    if (!storeLastForTbptt) {
      return run(training, state.copy(), workspaces);
    }
    windowState = state;
    return run(training, state, workspaces);
  }

  private CellState freshState() {
    return CellState.zero(cell(), (int) input.size(0), units());
  }

  /** Reads {@code input} from {@code state}, which becomes the state after it. */
  private INDArray run(boolean training, CellState state, LayerWorkspaceMgr workspaces) {
    applyDropOutIfNecessary(training, workspaces);
    int batch = (int) input.size(0);
    if (input.rank() != 3 || input.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "expected input [batch, %d, steps], got %s %s"
              .formatted(layerConf().getNIn(), Arrays.toString(input.shape()), layerId()));
    }
    if (state.h().length != batch * units()) {
      throw new IllegalStateException(
          "the state is of %d streams, the input of %d; clear the state first %s"
              .formatted(state.h().length / units(), batch, layerId()));
    }
    int steps = (int) input.size(2);
    INDArray output = TimeMajor.create(workspaces, ArrayType.ACTIVATIONS, batch, units(), steps);
    kernel()
        .forward(
            batch,
            steps,
            mask(batch),
            drop(training),
            TimeMajor.rows(input),
            state,
            TimeMajor.rows(output));
    return output;
  }

  private SequenceMask mask(int batch) {
    return maskArray == null
        ? SequenceMask.NONE
        : SequenceMask.of(TimeMajor.integers(maskArray), batch);
  }

  /** The parameters to compute with. */
  private Floats drop(boolean training) {
    double probability = layerConf().getRecurrentWeightDrop();
    dropped = null;
    if (training && probability > 0) {
      if (weightDrop == null) {
        weightDrop = new WeightDrop(layerConf().shape(), probability);
      }
      dropped = weightDrop.drop(Floats.of(paramsFlattened), Nd4j.getRandom().nextLong());
    }
    return used();
  }

  private Floats used() {
    return dropped == null ? Floats.of(paramsFlattened) : dropped;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray dx =
        TimeMajor.create(
            workspaces, ArrayType.ACTIVATION_GRAD, input.size(0), input.size(1), input.size(2));
    kernel()
        .backward(
            used(),
            TimeMajor.rows(input),
            TimeMajor.rows(epsilon),
            Floats.of(gradientsFlattened),
            TimeMajor.rows(dx));
    if (dropped != null) {
      weightDrop.backward(Floats.of(gradientsFlattened));
    }
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
    return new Pair<>(gradient, backpropDropOutIfPresent(dx));
  }

  /** As {@link #backpropGradient}: a window is always gone back through to its beginning. */
  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaces) {
    return backpropGradient(epsilon, workspaces);
  }

  @Override
  public Map<String, INDArray> rnnGetPreviousState() {
    return toArrays(stepState);
  }

  @Override
  public void rnnSetPreviousState(Map<String, INDArray> state) {
    stepState = fromArrays(state);
  }

  @Override
  public Map<String, INDArray> rnnGetTBPTTState() {
    return toArrays(windowState);
  }

  @Override
  public void rnnSetTBPTTState(Map<String, INDArray> state) {
    windowState = fromArrays(state);
  }

  /** Puts some streams of the state of truncated backpropagation back to zero. */
  public void clearStreams(List<Integer> streams) {
    if (windowState != null) {
      streams.forEach(stream -> windowState.clear(stream, units()));
    }
  }

  @Override
  public void rnnClearPreviousState() {
    stepState = null;
    windowState = null;
  }

  @SuppressWarnings("try") // a workspace is used by being open
  private Map<String, INDArray> toArrays(CellState state) {
    Map<String, INDArray> arrays = new HashMap<>();
    if (state == null) {
      return arrays;
    }
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      arrays.put(STATE_OUTPUT, Nd4j.createFromArray(state.h()).reshape(-1, units()));
      if (cell().hasMemory()) {
        arrays.put(STATE_MEMORY, Nd4j.createFromArray(state.c()).reshape(-1, units()));
      }
    }
    return arrays;
  }

  private CellState fromArrays(Map<String, INDArray> arrays) {
    if (arrays.isEmpty()) {
      return null;
    }
    float[] h = toFloats(arrays, STATE_OUTPUT);
    return new CellState(h, cell().hasMemory() ? toFloats(arrays, STATE_MEMORY) : new float[0]);
  }

  private float[] toFloats(Map<String, INDArray> arrays, String key) {
    INDArray array = arrays.get(key);
    if (array == null || array.rank() != 2 || array.size(1) != units()) {
      throw new IllegalArgumentException(
          "state: expected %s [batch, %d], got %s %s"
              .formatted(
                  key,
                  units(),
                  array == null ? "none" : Arrays.toString(array.shape()),
                  layerId()));
    }
    float[] values = new float[Math.toIntExact(array.length())];
    Floats.of(array.ordering() == 'c' && !array.isView() ? array : array.dup('c'))
        .read(0, values, 0, values.length);
    return values;
  }

  /** Takes the mask; layers of single steps above see zeros and have nothing left to mask. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    maskArray = mask;
    maskState = MaskState.Passthrough;
    return new Pair<>(mask, MaskState.Passthrough);
  }

  private RecurrentKernel kernel() {
    if (kernel == null) {
      kernel = RecurrentKernel.fast(layerConf().shape());
    }
    return kernel;
  }

  private CellType cell() {
    return layerConf().getCell();
  }

  private int units() {
    return (int) layerConf().getNOut();
  }

  @Override
  public void setParams(INDArray parameters) {
    paramsFlattened.assign(parameters.reshape(paramsFlattened.shape()));
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
    }
    if (weightDrop != null) {
      weightDrop.close();
      weightDrop = null;
      dropped = null;
    }
  }
}
