package io.timestep.nn.layer;

import static io.timestep.nn.kernel.KernelArrays.differences;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static io.timestep.nn.layer.LanguageModels.VOCABULARY;
import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.CellType;
import io.timestep.nn.kernel.ExactLanguageModel;
import io.timestep.nn.kernel.ExactLanguageModel.Factors;
import io.timestep.nn.kernel.ExactLanguageModel.Shape;
import io.timestep.nn.kernel.ExactLanguageModel.Window;
import io.timestep.nn.kernel.KernelArrays;
import io.timestep.nn.kernel.SingleThread;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Gradients of whole networks: the equations' in double precision against finite differences, the
 * layers' in single precision against the equations'.
 */
class WholeNetworkGradientTest {
  private static final int BATCH = 3;
  private static final int STEPS = 5;
  private static final int HIDDEN = 4;
  private static final long SEED = 5;

  /** Time-major: whole; late, with a gap; early at its end. */
  private static final int[] PRESENT = {1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0};

  /** Probabilities of dropping. */
  record Drop(double words, double units, double weights) {
    static final Drop NONE = new Drop(0, 0, 0);
  }

  record Case(Shape shape, int[] present, Drop drop) {
    @Override
    public String toString() {
      return "%s %s %s".formatted(shape, present == PRESENT ? "masked" : "whole", drop);
    }
  }

  static Stream<Case> cases() {
    int[] whole = new int[BATCH * STEPS];
    Arrays.fill(whole, 1);
    Drop all = new Drop(0.3, 0.3, 0.3);
    Stream<Case> options =
        Stream.of(
            new Case(tied(CellType.LSTM), whole, Drop.NONE),
            new Case(tiedAdaptive(CellType.GRU), whole, Drop.NONE),
            new Case(tiedAdaptive(CellType.LSTM), PRESENT, all),
            new Case(adaptive(CellType.LSTM), whole, Drop.NONE),
            new Case(plain(CellType.LSTM, 1), whole, new Drop(0.4, 0, 0)),
            new Case(plain(CellType.LSTM, 1), whole, new Drop(0, 0.4, 0)),
            new Case(plain(CellType.LSTM, 1), whole, new Drop(0, 0, 0.4)),
            new Case(plain(CellType.GRU, 2), PRESENT, all));
    return Stream.concat(
        options, Arrays.stream(CellType.values()).flatMap(cell -> of(cell, whole)));
  }

  private static Stream<Case> of(CellType cell, int[] whole) {
    Drop all = new Drop(0.3, 0.3, 0.3);
    return Stream.of(
        new Case(plain(cell, 1), whole, Drop.NONE),
        new Case(plain(cell, 1), PRESENT, Drop.NONE),
        new Case(plain(cell, 2), PRESENT, Drop.NONE),
        new Case(tied(cell), PRESENT, all),
        new Case(adaptive(cell), PRESENT, all));
  }

  private static Shape plain(CellType cell, int directions) {
    return new Shape(cell, directions, VOCABULARY, 3, HIDDEN, List.of(), false);
  }

  private static Shape tied(CellType cell) {
    return new Shape(cell, 1, VOCABULARY, HIDDEN, HIDDEN, List.of(), true);
  }

  private static Shape tiedAdaptive(CellType cell) {
    return new Shape(cell, 1, VOCABULARY, HIDDEN, HIDDEN, List.of(4, 8), true);
  }

  private static Shape adaptive(CellType cell) {
    return new Shape(cell, 1, VOCABULARY, 3, HIDDEN, List.of(4, 8), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGradientIsThatOfTheEquationsAndOfFiniteDifferences(Case test) {
    Shape shape = test.shape();
    SplittableRandom random = new SplittableRandom(8);
    double[] parameters = KernelArrays.random(random, shape.parameters(), 0.7);
    Window window = window(test, random);
    ExactLanguageModel exact = new ExactLanguageModel(shape, window, factors(test));
    double[] gradient = new double[parameters.length];
    double nats = exact.gradient(parameters, gradient);
    double[] unused = new double[parameters.length];
    assertThat(
            relativeError(
                gradient, differences(parameters, () -> exact.gradient(parameters, unused))))
        .isLessThan(1e-8);

    MultiLayerNetwork network = network(test);
    network.params().assign(flat(parameters).reshape(network.params().shape()));
    assertThat(train(network, test, window)).isCloseTo(nats, within(1e-5 * nats));
    assertThat(relativeError(doubles(network.getFlattenedGradients()), gradient)).isLessThan(1e-5);
    RecurrentLayers.close(network);
  }

  private static Window window(Case test, SplittableRandom random) {
    int rows = BATCH * STEPS;
    int[] tokens = random.ints(rows, 0, VOCABULARY).toArray();
    int[] targets = random.ints(rows, 0, VOCABULARY).toArray();
    double[][] h = new double[2][BATCH * HIDDEN];
    double[][] c = new double[2][BATCH * HIDDEN];
    if (test.shape().directions() == 1) { // both directions begin from zero
      for (int layer = 0; layer < 2; layer++) {
        h[layer] = KernelArrays.random(random, BATCH * HIDDEN, 0.9);
        c[layer] = KernelArrays.random(random, BATCH * HIDDEN, 1.5);
      }
    }
    return new Window(BATCH, tokens, targets, test.present(), h, c);
  }

  /** As the layers draw them, in the order of the forward pass. */
  private static Factors factors(Case test) {
    Shape shape = test.shape();
    Drop drop = test.drop();
    Nd4j.getRandom().setSeed(SEED);
    double[] words = new double[VOCABULARY];
    WordDropout dropout =
        drop.words() > 0
            ? new WordDropout(drop.words(), Nd4j.getRandom().nextLong())
            : WordDropout.NONE;
    Arrays.setAll(words, dropout::factor);
    double[][] units = new double[2 * shape.directions() + 1][];
    double[][] recurrent = new double[2 * shape.directions()][];
    for (int i = 0; i < recurrent.length; i++) {
      int layer = i / shape.directions();
      units[i] = unitFactors(drop.units(), shape.inputs(layer));
      recurrent[i] =
          drop.weights() == 0
              ? new double[0]
              : ExactLanguageModel.weightDrop(
                  shape.layer(layer), drop.weights(), Nd4j.getRandom().nextLong());
    }
    units[recurrent.length] = unitFactors(drop.units(), shape.inputs(2));
    return new Factors(words, units, recurrent);
  }

  private static double[] unitFactors(double probability, int units) {
    INDArray ones = Nd4j.ones(BATCH, units, 1);
    return doubles(
        probability == 0
            ? ones
            : new VariationalDropout(probability)
                .applyDropout(ones, ones, 0, 0, LayerWorkspaceMgr.noWorkspaces()));
  }

  private static MultiLayerNetwork network(Case test) {
    SingleThread.pin();
    Shape shape = test.shape();
    TokenEmbedding.Builder embedding =
        new TokenEmbedding.Builder()
            .nIn(VOCABULARY)
            .nOut(shape.embedding())
            .wordDropout(test.drop().words());
    SoftmaxOutput.Builder output =
        new SoftmaxOutput.Builder().nIn(shape.inputs(2)).nOut(VOCABULARY).cutoffs(shape.cutoffs());
    if (shape.tied()) {
      embedding.tiedClusters(shape.cutoffs().size());
      output.tied();
    }
    if (test.drop().units() > 0) {
      output.dropOut(new VariationalDropout(test.drop().units()));
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .miniBatch(false)
                .list(embedding.build(), layer(test, 0), layer(test, 1), output.build())
                .backpropType(
                    shape.directions() == 1 ? BackpropType.TruncatedBPTT : BackpropType.Standard)
                .build());
    network.init();
    network.initGradientsView();
    RecurrentLayers.tie(network);
    return network;
  }

  private static Layer layer(Case test, int layer) {
    Recurrent.Builder builder =
        new Recurrent.Builder(test.shape().cell())
            .nIn(test.shape().inputs(layer))
            .nOut(HIDDEN)
            .recurrentWeightDrop(test.drop().weights());
    if (test.drop().units() > 0) {
      builder.dropOut(new VariationalDropout(test.drop().units()));
    }
    return test.shape().directions() == 1
        ? builder.build()
        : new Bidirectional(Bidirectional.Mode.CONCAT, builder.build());
  }

  private static double train(MultiLayerNetwork network, Case test, Window window) {
    for (int layer = 0; layer < 2 && test.shape().directions() == 1; layer++) {
      Map<String, INDArray> state = new TreeMap<>();
      state.put(RecurrentSequenceLayer.STATE_OUTPUT, streams(window.h()[layer]));
      if (test.shape().cell().hasMemory()) {
        state.put(RecurrentSequenceLayer.STATE_MEMORY, streams(window.c()[layer]));
      }
      ((RecurrentSequenceLayer) network.getLayer(layer + 1)).rnnSetTBPTTState(state);
    }
    if (test.present() == PRESENT) {
      INDArray mask = ids(byStream(PRESENT), BATCH).reshape(BATCH, STEPS);
      network.setLayerMaskArrays(mask, mask);
    }
    Nd4j.getRandom().setSeed(SEED);
    return LanguageModels.gradient(
        network, byStream(window.tokens()), byStream(window.targets()), BATCH);
  }

  private static INDArray streams(double[] values) {
    return flat(values).reshape(BATCH, HIDDEN);
  }

  private static INDArray flat(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.createFromArray(floats);
  }

  private static int[] byStream(int[] timeMajor) {
    int[] byStream = new int[timeMajor.length];
    Arrays.setAll(byStream, i -> timeMajor[i % STEPS * BATCH + i / STEPS]);
    return byStream;
  }
}
