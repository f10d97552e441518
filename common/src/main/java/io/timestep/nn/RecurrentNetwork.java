package io.timestep.nn;

import io.timestep.metric.LanguageScore;
import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.kernel.TokenScores;
import io.timestep.nn.layer.RecurrentLayers;
import io.timestep.nn.layer.RecurrentSequenceLayer;
import io.timestep.nn.layer.TokenEmbeddingLayer;
import io.timestep.sequence.TokenWindow;
import io.timestep.util.Seeds;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recurrent language model that reads windows of tokens: a DL4J network, its parameters and their
 * gradient as one flat vector each, and the state it carries from window to window.
 *
 * <p>One network belongs to one thread at a time. Its native calls use one core, so that replicas
 * in one JVM run side by side and every sum has one order.
 */
public final class RecurrentNetwork implements AutoCloseable {
  /** Ids are exact as floats up to here. */
  private static final int MAX_VOCABULARY = 1 << 24;

  private final MultiLayerNetwork network;
  private final int vocabularySize;
  private WindowBuffers buffers; // of the last window trained on

  private RecurrentNetwork(MultiLayerNetwork network, int vocabularySize) {
    this.network = network;
    this.vocabularySize = vocabularySize;
  }

  /**
   * A network with fresh weights.
   *
   * @param seed equal seeds give equal weights
   */
  public static RecurrentNetwork create(ModelConfig model, int vocabularySize, long seed) {
    refuseCutoffs(model, vocabularySize);
    refuseTooLarge(model, vocabularySize);
    SingleThread.pin();
    long weights = Seeds.derive(seed, "initial-weights");
    MultiLayerNetwork network =
        AlignedNetwork.initialized(Architecture.languageModel(model, vocabularySize, weights));
    RecurrentLayers.tie(network);
    RecurrentNetwork created = new RecurrentNetwork(network, vocabularySize);
    created.embedding().ownGradient(); // what gradients() says of its result
    return created;
  }

  private static void refuseCutoffs(ModelConfig model, int vocabularySize) {
    List<Integer> cutoffs = model.cutoffs();
    if (!cutoffs.isEmpty() && cutoffs.get(cutoffs.size() - 1) >= vocabularySize) {
      throw new UserException(
          "model.cutoffs: expected ids below the vocabulary's size %d, got %s; leave it empty to"
                  .formatted(vocabularySize, cutoffs)
              + " have them chosen");
    }
  }

  /** Before memory is taken: parameters are one array, and ids pass through floats. */
  private static void refuseTooLarge(ModelConfig model, int vocabularySize) {
    double hidden = model.hiddenSize();
    double ends =
        (double) vocabularySize * model.embeddingSize()
            + Architecture.clusters(model, vocabularySize).parameters();
    double layers =
        model.layers() * 4 * hidden * (Math.max(model.embeddingSize(), hidden) + hidden);
    if (vocabularySize > MAX_VOCABULARY || ends + layers > Integer.MAX_VALUE) {
      throw new UserException(
          "The model is too large: a vocabulary of %d with model.embedding-size %d and"
                  .formatted(vocabularySize, model.embeddingSize())
              + " model.hidden-size %d; lower vocab.max-size (at most %d) or the sizes"
                  .formatted(model.hiddenSize(), MAX_VOCABULARY));
    }
  }

  public int vocabularySize() {
    return vocabularySize;
  }

  public int parameterCount() {
    return Math.toIntExact(network.numParams());
  }

  /** The parameters themselves, a view: writing to it changes the network. [parameterCount] */
  public INDArray parameters() {
    return network.params().reshape(parameterCount());
  }

  /** The gradient that {@link #gradient} left; may be written to where zeros stay zeros. */
  public SparseGradient gradients() {
    TokenEmbeddingLayer embedding = embedding();
    INDArray values = network.getFlattenedGradients().reshape(parameterCount());
    if (embedding.layerConf().isTied()) {
      return SparseGradient.dense(values);
    }
    return new SparseGradient(
        values,
        embedding.gradientRows(),
        Math.toIntExact(embedding.layerConf().getNOut()),
        Math.toIntExact(embedding.numParams()));
  }

  /** The parts of {@link #gradients} by layer, views, zeros included; of each [its parameters]. */
  public List<INDArray> layerGradients() {
    return Arrays.stream(network.getLayers())
        .filter(layer -> layer.numParams() > 0)
        .map(layer -> layer.getGradientsViewArray().reshape(layer.numParams()))
        .toList();
  }

  private TokenEmbeddingLayer embedding() {
    return (TokenEmbeddingLayer) network.getLayer(0);
  }

  /** A copy of the parameters. */
  public float[] copyParameters() {
    return Floats.of(network.params()).toArray();
  }

  public void setParameters(float[] parameters) {
    if (parameters.length != parameterCount()) {
      throw new IllegalArgumentException(
          "expected %d parameters, got %d".formatted(parameterCount(), parameters.length));
    }
    Floats.of(parameters()).set(parameters);
  }

  /** The parameters' arrays by DL4J's name ("1_RW"), views. */
  public Map<String, INDArray> parameterTable() {
    return network.paramTable();
  }

  /** Writes row-major values into one of {@link #parameterTable}'s arrays. */
  public static void assign(INDArray parameter, float[] values) {
    parameter.assign(Nd4j.createFromArray(values).reshape('c', parameter.shape()));
  }

  /**
   * Reads a window from the state it is in, leaves the gradient of the window's nats (their sum) in
   * {@link #gradients} and the state after the window in its place.
   */
  public WindowLoss gradient(TokenWindow window) {
    setWindow(window);
    try {
      network.computeGradientAndScore();
    } finally {
      network.clearLayerMaskArrays(); // the next window may have none
    }
    return new WindowLoss(window.tokens(), network.score());
  }

  /**
   * Reads a window, dropout off, and scores its targets.
   *
   * @return a score for each stream, [batch]
   */
  public List<LanguageScore> score(TokenWindow window) {
    TokenScores scores =
        RecurrentLayers.score(network, window.inputs(), window.targets(), window.batch());
    List<LanguageScore> streams = new ArrayList<>();
    for (int b = 0; b < window.batch(); b++) {
      LanguageScore score = LanguageScore.EMPTY;
      for (int t = 0; t < window.timeSteps(); t++) {
        int i = b * window.timeSteps() + t;
        if (window.targets()[i] != TokenWindow.NO_TARGET) {
          int rank = scores.ranks()[i];
          score =
              score.merge(
                  new LanguageScore(1, scores.nats()[i], rank < 1 ? 1 : 0, rank < 5 ? 1 : 0));
        }
      }
      streams.add(score);
    }
    return streams;
  }

  /** Reads one token of one text and returns ln p of each that may be next. [vocabularySize] */
  double[] step(int token) {
    return RecurrentLayers.step(network, token);
  }

  /** Forgets what was read, by {@link #step} or in windows. */
  public void clearState() {
    network.rnnClearPreviousState();
  }

  /** Puts some streams back into the zero state; the others go on. */
  public void clearState(List<Integer> streams) {
    for (Layer layer : network.getLayers()) {
      if (layer instanceof RecurrentSequenceLayer recurrent) {
        recurrent.clearStreams(streams);
      }
    }
  }

  public RecurrentState state() {
    List<SortedMap<String, float[]>> states = new ArrayList<>();
    for (RecurrentLayer layer : recurrentLayers()) {
      SortedMap<String, float[]> arrays = new TreeMap<>();
      layer.rnnGetTBPTTState().forEach((k, v) -> arrays.put(k, v.dup('c').data().asFloat()));
      states.add(arrays);
    }
    return new RecurrentState(states);
  }

  /**
   * @param batch streams in the state
   */
  public void setState(RecurrentState state, int batch) {
    clearState();
    List<RecurrentLayer> layers = recurrentLayers();
    for (int i = 0; i < state.layers().size(); i++) {
      Map<String, INDArray> arrays = new TreeMap<>();
      state
          .layers()
          .get(i)
          .forEach((k, v) -> arrays.put(k, Nd4j.createFromArray(v).reshape('c', batch, -1)));
      layers.get(i).rnnSetTBPTTState(arrays);
    }
  }

  @Override
  public void close() {
    RecurrentLayers.close(network);
  }

  private List<RecurrentLayer> recurrentLayers() {
    List<RecurrentLayer> layers = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      if (layer instanceof RecurrentLayer recurrent) {
        layers.add(recurrent);
      }
    }
    return layers;
  }

  private void setWindow(TokenWindow window) {
    int batch = window.batch();
    int steps = window.timeSteps();
    if (buffers == null || !buffers.fits(batch, steps)) {
      buffers = WindowBuffers.of(batch, steps);
    }
    network.setInput(buffers.inputs(window));
    network.setLabels(buffers.targets(window));
    if (window.tokens() < batch * steps) {
      network.setLayerMaskArrays(null, buffers.mask(window));
    }
  }
}
