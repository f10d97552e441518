package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.ids;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.CellState;
import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.RecurrentKernel;
import io.timestep.nn.kernel.SequenceMask;
import io.timestep.nn.kernel.SingleThread;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's own wrapper around our layers. */
class BidirectionalTest {
  private static final Offset<Double> CLOSE = within(1e-5);
  private static final int WORDS = 9;
  private static final int UNITS = 5;
  private static final int EMBEDDING = 4;
  private static final int BATCH = 2;
  private static final int STEPS = 5;
  private static final int[] PRESENT = {1, 1, 1, 1, 1, 1, 1, 0, 1, 0}; // time-major
  private static final INDArray MASK =
      Nd4j.createFromArray(new float[][] {{1, 1, 1, 1, 1}, {1, 1, 1, 0, 0}});
  private static final int[] INPUTS = tokens(1);
  private static final int[] TARGETS = tokens(2);

  private static int[] tokens(long seed) {
    return Arrays.stream(random(BATCH * STEPS, seed)).map(token -> token % WORDS).toArray();
  }

  private static MultiLayerNetwork network(CellType cell) {
    return network(new Recurrent.Builder(cell).nIn(EMBEDDING).nOut(UNITS).build());
  }

  private static MultiLayerNetwork network(Recurrent layer) {
    SingleThread.pin();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.05))
                .miniBatch(false)
                .list(
                    new TokenEmbedding.Builder().nIn(WORDS).nOut(EMBEDDING).build(),
                    new Bidirectional(Bidirectional.Mode.CONCAT, layer),
                    new SoftmaxOutput.Builder().nIn(2 * UNITS).nOut(WORDS).build())
                .build());
    network.init();
    network.initGradientsView();
    return network;
  }

  private static double gradient(MultiLayerNetwork network) {
    Nd4j.getRandom().setSeed(5);
    network.setLayerMaskArrays(MASK, MASK);
    network.setInput(ids(INPUTS, BATCH));
    network.setLabels(ids(TARGETS, BATCH));
    network.computeGradientAndScore();
    return network.score();
  }

  /** One direction by the kernel, which the contract holds to the equations in double precision. */
  private record Direction(INDArray y, float[] gradient, INDArray dx) {
    static Direction of(CellType cell, INDArray flat, INDArray x, INDArray dy, int[] present) {
      Recurrent conf = new Recurrent.Builder(cell).nIn(EMBEDDING).nOut(UNITS).build();
      INDArray y = Nd4j.create(STEPS, BATCH, UNITS);
      INDArray dx = Nd4j.create(STEPS, BATCH, EMBEDDING);
      INDArray gradient = Nd4j.create(flat.length());
      Floats parameters = Floats.of(flat);
      Floats rows = TimeMajor.rows(x);
      try (RecurrentKernel kernel = RecurrentKernel.fast(conf.shape())) {
        CellState state = CellState.zero(cell, BATCH, UNITS);
        SequenceMask mask = SequenceMask.of(present, BATCH);
        kernel.forward(BATCH, STEPS, mask, parameters, rows, state, Floats.of(y));
        kernel.backward(parameters, rows, TimeMajor.rows(dy), Floats.of(gradient), Floats.of(dx));
      }
      return new Direction(y.permute(1, 2, 0), gradient.toFloatVector(), dx.permute(1, 2, 0));
    }
  }

  private static INDArray reversed(INDArray sequences) {
    INDArray reversed = sequences.dup('c');
    for (int t = 0; t < STEPS; t++) {
      for (int b = 0; b < BATCH; b++) {
        for (int u = 0; u < sequences.size(1); u++) {
          reversed.putScalar(b, u, t, sequences.getDouble(b, u, STEPS - 1 - t));
        }
      }
    }
    return reversed;
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void outputAndGradientsAreThoseOfTheTwoDirectionsWithMasks(CellType cell) {
    Layer layer = network(cell).getLayer(1);
    layer.params().assign(Nd4j.randn(layer.params().shape()).muli(0.5));
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    INDArray x = Nd4j.randn(BATCH, EMBEDDING, STEPS);
    INDArray dy = Nd4j.randn(BATCH, 2 * UNITS, STEPS);
    layer.setMaskArray(MASK);
    layer.setInput(x.dup(), workspaces);
    INDArray y = layer.activate(true, workspaces).dup();
    INDArray dx = layer.backpropGradient(dy.dup(), workspaces).getSecond();
    float[] gradient = layer.getGradientsViewArray().toFloatVector();

    int half = (int) layer.numParams() / 2;
    INDArray flat = layer.params().reshape(2L * half).dup();
    INDArray[] halves = {Nd4j.create(half), Nd4j.create(half)};
    for (int i = 0; i < 2 * half; i++) {
      halves[i / half].putScalar(i % half, flat.getFloat(i));
    }
    int[] backwards = {1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
    INDArray[] dHalves = {Nd4j.create(BATCH, UNITS, STEPS), Nd4j.create(BATCH, UNITS, STEPS)};
    for (int u = 0; u < 2 * UNITS; u++) {
      for (int t = 0; t < STEPS; t++) {
        for (int b = 0; b < BATCH; b++) {
          dHalves[u / UNITS].putScalar(b, u % UNITS, t, dy.getDouble(b, u, t));
        }
      }
    }
    Direction there = Direction.of(cell, halves[0], x, dHalves[0], PRESENT);
    Direction back = Direction.of(cell, halves[1], reversed(x), reversed(dHalves[1]), backwards);

    assertThat(doubles(y))
        .containsExactly(doubles(Nd4j.concat(1, there.y, reversed(back.y))), CLOSE);
    assertThat(doubles(dx)).containsExactly(doubles(there.dx.add(reversed(back.dx))), CLOSE);
    for (int i = 0; i < half; i++) {
      assertThat((double) gradient[i]).isCloseTo(there.gradient[i], CLOSE);
      assertThat((double) gradient[half + i]).isCloseTo(back.gradient[i], CLOSE);
    }
  }

  @Test
  void itSurvivesJsonAndSavingAndLearns(@TempDir Path folder) throws Exception {
    MultiLayerNetwork network = network(CellType.LSTM_PEEPHOLE);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    double before = gradient(network);
    for (int i = 0; i < 40; i++) {
      network.fit(ids(INPUTS, BATCH), ids(TARGETS, BATCH), MASK, MASK);
    }
    double after = gradient(network);
    assertThat(after).isLessThan(before / 2);
    File file = folder.resolve("network.zip").toFile();
    network.save(file, true);
    MultiLayerNetwork loaded = MultiLayerNetwork.load(file, true);
    assertThat(gradient(loaded)).isEqualTo(after);
  }
}
