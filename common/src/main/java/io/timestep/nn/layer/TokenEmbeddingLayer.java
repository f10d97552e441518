package io.timestep.nn.layer;

import io.timestep.nn.kernel.Floats;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link TokenEmbedding} at work. */
public final class TokenEmbeddingLayer extends BaseLayer<TokenEmbedding> {
  private transient int[] tokens; // of the last forward pass, [steps·batch]
  private transient float[] sum; // [nOut]
  private transient float[] row; // [nOut]

  TokenEmbeddingLayer(NeuralNetConfiguration conf) {
    super(conf, DataType.FLOAT);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    int vocabulary = (int) layerConf().getNIn();
    int units = (int) layerConf().getNOut();
    tokens = TimeMajor.integers(input);
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
    return output;
  }

  /**
   * The gradient is written whole, zeros included: updaters and clipping are free to write to it
   * between steps. Occurrences of a token are added in the order of the rows.
   */
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
    table.zero();
    for (int i = 0; i < tokens.length; i++) {
      table.read(tokens[i] * units, sum, 0, units);
      rows.read(i * units, row, 0, units);
      for (int j = 0; j < units; j++) {
        sum[j] += row[j];
      }
      table.write(tokens[i] * units, sum, 0, units);
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(TokenEmbedding.WEIGHTS, gradientViews.get(TokenEmbedding.WEIGHTS), 'c');
    return new Pair<>(gradient, null);
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
