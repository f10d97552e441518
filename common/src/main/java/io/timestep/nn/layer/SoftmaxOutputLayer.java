package io.timestep.nn.layer;

import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.SoftmaxKernel;
import io.timestep.nn.kernel.TokenScores;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link SoftmaxOutput} at work. Training computes loss and gradient in one pass over chunks of
 * rows; only {@link #activate} makes all probabilities.
 */
public final class SoftmaxOutputLayer extends BaseOutputLayer<SoftmaxOutput> {
  private transient SoftmaxKernel kernel;
  private transient TokenEmbeddingLayer weights; // if they are tied
  private transient double natsOfInput = Double.NaN; // NaN: not computed since the input was set

  SoftmaxOutputLayer(NeuralNetConfiguration conf) {
    super(conf, DataType.FLOAT);
  }

  @Override
  public void setInput(INDArray x, LayerWorkspaceMgr workspaces) {
    super.setInput(x, workspaces);
    natsOfInput = Double.NaN;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    long batch = input.size(0);
    long steps = input.size(2);
    INDArray probabilities =
        TimeMajor.create(workspaces, ArrayType.ACTIVATIONS, batch, layerConf().getNOut(), steps);
    kernel()
        .probabilities(
            parameters(),
            TimeMajor.rows(input),
            Math.toIntExact(batch * steps),
            TimeMajor.rows(probabilities));
    return probabilities;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    applyDropOutIfNecessary(true, workspaces); // training makes no forward pass here before
    INDArray dx =
        TimeMajor.create(
            workspaces, ArrayType.ACTIVATION_GRAD, input.size(0), input.size(1), input.size(2));
    natsOfInput =
        kernel()
            .gradient(
                parameters(),
                TimeMajor.rows(input),
                targets(),
                Floats.of(weights().getGradientsViewArray()),
                TimeMajor.rows(dx));
    gradient = new DefaultGradient();
    if (!layerConf().isTied()) {
      gradientViews.forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
    }
    return new Pair<>(gradient, backpropDropOutIfPresent(dx));
  }

  /** The sum of nats of the input's targets, as {@link SoftmaxOutput} says. */
  @Override
  public double computeScore(
      double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaces) {
    requireLabels();
    if (Double.isNaN(natsOfInput)) {
      applyDropOutIfNecessary(training, workspaces);
      natsOfInput = sum(score(input, targets()).nats());
    }
    double nats = conf().isMiniBatch() ? natsOfInput / getInputMiniBatchSize() : natsOfInput;
    score = nats + fullNetRegTerm;
    return score;
  }

  @Override
  public INDArray computeScoreForExamples(double fullNetRegTerm, LayerWorkspaceMgr workspaces) {
    requireLabels();
    double[] nats = score(input, targets()).nats();
    float[] sums = new float[(int) input.size(0)];
    for (int i = 0; i < nats.length; i++) {
      sums[i % sums.length] += (float) nats[i];
    }
    INDArray scores = Nd4j.createFromArray(sums).reshape(sums.length, 1).addi(fullNetRegTerm);
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, scores);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /**
   * Scores tokens without making all logits at once.
   *
   * @param x input, [batch, nIn, steps]
   * @param targets ids or {@link SoftmaxKernel#NO_TARGET}, time-major [steps·batch]
   * @return time-major likewise
   */
  TokenScores score(INDArray x, int[] targets) {
    return kernel().score(parameters(), TimeMajor.rows(x), requireIds(targets));
  }

  /**
   * The distribution of one step of one stream.
   *
   * @param x input, [1, nIn, 1]
   * @return ln p of each token, [nOut]
   */
  double[] logProbabilities(INDArray x) {
    return kernel().logProbabilities(parameters(), TimeMajor.rows(x), 0);
  }

  private void requireLabels() {
    if (input == null || labels == null) {
      throw new IllegalStateException("a score needs input and labels " + layerId());
    }
  }

  /** Labels with those masked out as {@link SoftmaxKernel#NO_TARGET}, time-major. */
  private int[] targets() {
    requireLabels();
    int[] targets = TimeMajor.integers(labels);
    if (targets.length != input.size(0) * input.size(2)) {
      throw new IllegalArgumentException(
          "expected %d labels [batch, 1, steps], one for each step of the input, got %d %s"
              .formatted(input.size(0) * input.size(2), targets.length, layerId()));
    }
    if (maskArray != null) {
      int[] mask = TimeMajor.integers(maskArray);
      for (int i = 0; i < targets.length; i++) {
        targets[i] = mask[i] == 0 ? SoftmaxKernel.NO_TARGET : targets[i];
      }
    }
    return requireIds(targets);
  }

  private int[] requireIds(int[] targets) {
    for (int target : targets) {
      if (target != SoftmaxKernel.NO_TARGET && (target < 0 || target >= layerConf().getNOut())) {
        throw new IllegalArgumentException(
            "label must be from 0 to %d, got %d %s"
                .formatted(layerConf().getNOut() - 1, target, layerId()));
      }
    }
    return targets;
  }

  /** Takes the weights of an embedding, which must be its network's first layer. */
  void tie(TokenEmbeddingLayer embedding) {
    if (!layerConf().isTied()
        || !embedding.layerConf().isTied()
        || embedding.layerConf().getNIn() != layerConf().getNOut()
        || embedding.layerConf().getNOut() != layerConf().getNIn()
        || embedding.layerConf().getTiedClusters() != layerConf().getCutoffs().size()) {
      throw new IllegalArgumentException(
          "both layers must be tied, the embedding [%d, %d] with %d clusters, got [%d, %d] with %d %s"
              .formatted(
                  layerConf().getNOut(),
                  layerConf().getNIn(),
                  layerConf().getCutoffs().size(),
                  embedding.layerConf().getNIn(),
                  embedding.layerConf().getNOut(),
                  embedding.layerConf().getTiedClusters(),
                  layerId()));
    }
    weights = embedding;
  }

  /** The layer that has the weights: the embedding, if they are tied. */
  private BaseLayer<?> weights() {
    if (!layerConf().isTied()) {
      return this;
    }
    if (weights == null) {
      throw new IllegalStateException(
          "tied weights: call RecurrentLayers.tie once the network is there " + layerId());
    }
    return weights;
  }

  private Floats parameters() {
    return Floats.of(weights().params());
  }

  private SoftmaxKernel kernel() {
    if (kernel == null) {
      kernel = layerConf().kernel();
    }
    return kernel;
  }

  @Override
  protected INDArray getLabels2d(LayerWorkspaceMgr workspaces, ArrayType type) {
    throw new UnsupportedOperationException("labels are token ids, not one-hot rows " + layerId());
  }

  @Override
  public void setParams(INDArray parameters) {
    paramsFlattened.assign(parameters.reshape(paramsFlattened.shape()));
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
  }
}
