package io.timestep.nn.layer;

import io.timestep.nn.kernel.Floats;
import java.util.Arrays;
import java.util.BitSet;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link TokenEmbedding} at work. */
public final class TokenEmbeddingLayer extends BaseLayer<TokenEmbedding> {
  private transient int[] tokens; // of the last forward pass, [steps·batch]
  private transient WordDropout dropout = WordDropout.NONE; // of the last forward pass
  private transient float[] sum; // [nOut]
  private transient float[] row; // [nOut]
  private final transient BitSet written = new BitSet(); // rows of the gradient that may not be 0
  private transient boolean owned;
  private transient boolean cleared; // but for the rows written

  TokenEmbeddingLayer(NeuralNetConfiguration conf) {
    super(conf, DataType.FLOAT);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    int vocabulary = (int) layerConf().getNIn();
    int units = (int) layerConf().getNOut();
    tokens = TimeMajor.integers(input);
    double dropped = layerConf().getWordDropout();
    dropout =
        training && dropped > 0
            ? new WordDropout(dropped, Nd4j.getRandom().nextLong())
            : WordDropout.NONE;
    int batch = (int) input.size(0);
    INDArray output =
        TimeMajor.create(workspaces, ArrayType.ACTIVATIONS, batch, units, tokens.length / batch);
    Floats rows = TimeMajor.rows(output);
    Floats table = Floats.of(paramsFlattened);
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= vocabulary) {
        throw new IllegalArgumentException(
            "token id must be from 0 to %d, got %d at stream %d, step %d"
                .formatted(vocabulary - 1, tokens[i], i % batch, i / batch));
      }
      rows.copy(i * units, table, tokens[i] * units, units);
    }
    drop(rows, units);
    return output;
  }

  private void drop(Floats rows, int units) {
    if (dropout.probability() > 0) {
      float[] vector = new float[units];
      for (int i = 0; i < tokens.length; i++) {
        float factor = dropout.factor(tokens[i]);
        rows.read(i * units, vector, 0, units);
        for (int j = 0; j < units; j++) {
          vector[j] *= factor;
        }
        rows.write(i * units, vector, 0, units);
      }
    }
  }

  /**
   * Promises that nobody but this layer writes to its gradient from now on. A backward pass then
   * clears the rows of the pass before instead of all of them. DL4J's updaters and clipping do
   * write to it; without the promise it is written whole in each pass.
   */
  public void ownGradient() {
    owned = true;
  }

  /**
   * Ids of the rows that the last backward pass wrote to, rising; all others are 0. Not of a tied
   * embedding, of which all rows have a gradient.
   */
  public int[] gradientRows() {
    return written.stream().toArray();
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    super.setBackpropGradientsViewArray(gradients);
    cleared = false; // whatever it holds
  }

  /** Occurrences of a token are added in the order of the rows. */
  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    int units = (int) layerConf().getNOut();
    if (sum == null) {
      sum = new float[units];
      row = new float[units];
    }
    Floats rows = TimeMajor.rows(epsilon);
    Floats table = Floats.of(gradientsFlattened);
    clear(table, units);
    for (int i = 0; i < tokens.length; i++) {
      table.read(tokens[i] * units, sum, 0, units);
      rows.read(i * units, row, 0, units);
      float factor = dropout.factor(tokens[i]);
      for (int j = 0; j < units; j++) {
        sum[j] += factor * row[j];
      }
      table.write(tokens[i] * units, sum, 0, units);
      written.set(tokens[i]);
    }
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
    return new Pair<>(gradient, null);
  }

  private void clear(Floats table, int units) {
    if (layerConf().isTied()) { // the output layer has just written it whole
      return;
    }
    if (owned && cleared) {
      Arrays.fill(row, 0f);
      for (int id = written.nextSetBit(0); id >= 0; id = written.nextSetBit(id + 1)) {
        table.write(id * units, row, 0, units);
      }
    } else {
      table.zero();
      cleared = true;
    }
    written.clear();
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
  public boolean hasBias() {
    return false;
  }
}
