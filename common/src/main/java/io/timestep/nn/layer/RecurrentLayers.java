package io.timestep.nn.layer;

import io.timestep.nn.kernel.TokenScores;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J's network cannot ask of our layers: scores without logits, one token at a time. */
public final class RecurrentLayers {
  private static final String WORKSPACE = "TIMESTEP_FORWARD";
  private static final WorkspaceConfiguration WORKSPACE_CONFIGURATION =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.02)
          .policyLearning(LearningPolicy.OVER_TIME)
          .cyclesBeforeInitialization(2)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .build();

  private RecurrentLayers() {}

  /**
   * Reads a window from the state of truncated backpropagation, dropout off, scores its targets and
   * leaves the state after it.
   *
   * @param inputs token ids, [batch·steps], stream by stream
   * @param targets ids of the tokens to come, or −1 where there is none, likewise
   * @param batch streams
   * @return stream by stream likewise
   */
  public static TokenScores score(
      MultiLayerNetwork network, int[] inputs, int[] targets, int batch) {
    int steps = inputs.length / batch;
    int[] timeMajor = new int[targets.length];
    for (int i = 0; i < targets.length; i++) {
      timeMajor[i % steps * batch + i / steps] = targets[i];
    }
    TokenScores scores =
        forward(
            network,
            ids(inputs, batch),
            (layer, x, workspaces) -> layer.rnnActivateUsingStoredState(x, false, true, workspaces),
            (output, x) -> output.score(x, timeMajor));
    TokenScores byStream = new TokenScores(new double[targets.length], new int[targets.length]);
    for (int i = 0; i < targets.length; i++) {
      int row = i % steps * batch + i / steps;
      byStream.nats()[i] = scores.nats()[row];
      byStream.ranks()[i] = scores.ranks()[row];
    }
    return byStream;
  }

  /**
   * Reads one token of one stream from the state of {@code rnnTimeStep}, dropout off, and leaves
   * the state after it.
   *
   * @return ln p of each token that may follow, [vocabulary]
   */
  public static double[] step(MultiLayerNetwork network, int token) {
    return forward(
        network,
        ids(new int[] {token}, 1),
        RecurrentLayer::rnnTimeStep,
        SoftmaxOutputLayer::logProbabilities);
  }

  /**
   * Gives a tied output layer the weights of the embedding, the first layer. To be called after the
   * network's {@code init} and after each load or clone; without tied layers it does nothing.
   */
  public static void tie(MultiLayerNetwork network) {
    Layer[] layers = network.getLayers();
    if (layers[layers.length - 1] instanceof SoftmaxOutputLayer output
        && output.layerConf().isTied()) {
      if (!(layers[0] instanceof TokenEmbeddingLayer embedding)) {
        throw new IllegalArgumentException(
            "tied weights: the first layer must be a TokenEmbedding, got " + layers[0].getClass());
      }
      output.tie(embedding);
    }
  }

  /** Frees the network's memory outside the heap; it cannot be used afterwards. */
  public static void close(MultiLayerNetwork network) {
    for (Layer layer : network.getLayers()) {
      layer.close(); // DL4J's close forgets them
    }
    network.close();
  }

  @FunctionalInterface
  private interface Read {
    INDArray apply(RecurrentLayer layer, INDArray x, LayerWorkspaceMgr workspaces);
  }

  @FunctionalInterface
  private interface Finish<T> {
    T apply(SoftmaxOutputLayer layer, INDArray x);
  }

  @SuppressWarnings("try") // a workspace is used by being open
  private static <T> T forward(
      MultiLayerNetwork network, INDArray input, Read recurrent, Finish<T> output) {
    LayerWorkspaceMgr workspaces =
        LayerWorkspaceMgr.builder()
            .with(ArrayType.INPUT, WORKSPACE, WORKSPACE_CONFIGURATION)
            .with(ArrayType.ACTIVATIONS, WORKSPACE, WORKSPACE_CONFIGURATION)
            .with(ArrayType.FF_WORKING_MEM, WORKSPACE, WORKSPACE_CONFIGURATION)
            .build();
    Layer[] layers = network.getLayers();
    try (MemoryWorkspace open = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
      INDArray x = input;
      for (int i = 0; i < layers.length - 1; i++) {
        x =
            layers[i] instanceof RecurrentLayer layer
                ? recurrent.apply(layer, x, workspaces)
                : layers[i].activate(x, false, workspaces);
      }
      return output.apply((SoftmaxOutputLayer) layers[layers.length - 1], x);
    } finally {
      for (Layer layer : layers) {
        layer.clear(); // its input was in the workspace
      }
    }
  }

  /** DL4J takes ids as floats, [batch, 1, steps]; exact up to 2^24. */
  private static INDArray ids(int[] ids, int batch) {
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = ids[i];
    }
    return Nd4j.createFromArray(values).reshape(batch, 1, ids.length / batch);
  }
}
