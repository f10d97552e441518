package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.network;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.ModelConfig.DropoutMask;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.nn.kernel.CellType;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the layers hold outside the heap, by JavaCPP's count. */
class NativeMemoryTest {
  /** What may come and go beside the layers, such as ND4J's constants. */
  private static final long SLACK = 20_000;

  private static final int STEPS = 5000;
  private static final int STREAMS = 40;
  private static final int[] INPUTS = random(100 * STREAMS, 1);
  private static final int[] TARGETS = random(100 * STREAMS, 2);

  private static ModelConfig model(ModelConfig.Cell cell) {
    return new ModelConfig(
        cell, 2, 6, 5, 0.1, DropoutMask.SEQUENCE, 0.1, 0.1, Softmax.FULL, List.of(), false);
  }

  /** Masks, all kinds of dropout, and now and then a shorter window. */
  @ParameterizedTest
  @EnumSource(
      value = ModelConfig.Cell.class,
      names = {"LSTM_PEEPHOLE", "GRU"})
  void staysFlatOverThousandsOfSteps(ModelConfig.Cell cell) throws Exception {
    MultiLayerNetwork network = network(model(cell), 7);
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 1, 1}, {1, 1, 0, 0}});
    int[] inputs = random(8, 1);
    int[] targets = random(8, 2);
    long before = 0;
    for (int step = 1; step <= STEPS; step++) {
      if (step % 50 == 0) {
        gradient(network, random(6, 1), random(6, 2), 2);
      }
      network.setLayerMaskArrays(mask, mask);
      gradient(network, inputs, targets, 2);
      network.clearLayerMaskArrays();
      if (step == STEPS / 10) {
        before = afterCollection(0);
      }
    }
    assertThat(afterCollection(before + SLACK)).isLessThanOrEqualTo(before + SLACK);
    RecurrentLayers.close(network);
  }

  @Test
  void isGivenBackWhenTheNetworkIsClosed() throws Exception {
    long before = afterCollection(0);
    MultiLayerNetwork network = network(model(ModelConfig.Cell.LSTM), 7);
    gradient(network, INPUTS, TARGETS, STREAMS);
    assertThat(Pointer.totalBytes()).isGreaterThan(before + 400_000);
    RecurrentLayers.close(network);
    assertThat(afterCollection(before + SLACK)).isLessThanOrEqualTo(before + SLACK);
    assertThat(network.getLayers()).isNotNull(); // reachable until here: it was not collected
  }

  @Test
  void isGivenBackWhenTheNetworkIsCollected() throws Exception {
    long before = afterCollection(0);
    abandon(network(model(ModelConfig.Cell.LSTM), 7), before);
    assertThat(afterCollection(before + SLACK)).isLessThanOrEqualTo(before + SLACK);
  }

  /** DL4J's wrapper does not pass a close on; the collector must do. */
  @Test
  void isGivenBackWhenABidirectionalNetworkIsCollected() throws Exception {
    long before = afterCollection(0);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    new TokenEmbedding.Builder().nIn(11).nOut(5).build(),
                    new Bidirectional(
                        Bidirectional.Mode.ADD,
                        new Recurrent.Builder(CellType.LSTM).nIn(5).nOut(6).build()),
                    new SoftmaxOutput.Builder().nIn(6).nOut(11).build())
                .build());
    network.init();
    abandon(network, before);
    network = null;
    assertThat(afterCollection(before + SLACK)).isLessThanOrEqualTo(before + SLACK);
  }

  private static void abandon(MultiLayerNetwork network, long before) {
    gradient(network, INPUTS, TARGETS, STREAMS);
    assertThat(Pointer.totalBytes()).isGreaterThan(before + 400_000);
  }

  /**
   * Bytes in use when garbage is gone. The collector frees in its own time: waits until at most
   * {@code expected} are left, or for a while where that does not come.
   */
  private static long afterCollection(long expected) throws InterruptedException {
    for (int wait = 0; wait < (expected == 0 ? 4 : 100); wait++) {
      System.gc();
      Thread.sleep(50);
      if (Pointer.totalBytes() <= expected) {
        break;
      }
    }
    return Pointer.totalBytes();
  }
}
