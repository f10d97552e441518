package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightDropTest {
  private static final int BATCH = 2;
  private static final int STEPS = 3;

  @Test
  void onlyRecurrentWeightsAreDroppedAndTheOthersKeepTheirExpectation() {
    CellShape shape = new CellShape(CellType.LSTM_PEEPHOLE, 7, 50);
    double[] ones = new double[shape.parameters()];
    Arrays.fill(ones, 1);
    Floats parameters = offHeap(ones);
    try (WeightDrop drop = new WeightDrop(shape, 0.25)) {
      double[] used = Doubles.of(drop.drop(parameters, 3));
      double sum = 0;
      for (int i = 0; i < used.length; i++) {
        if (i < shape.recurrentOffset() || i >= shape.biasOffset()) {
          assertThat(used[i]).isEqualTo(1);
        } else {
          assertThat(used[i]).isIn(0.0, (double) (float) (1 / 0.75));
          sum += used[i];
        }
      }
      assertThat(sum / (shape.biasOffset() - shape.recurrentOffset())).isCloseTo(1, within(0.03));
    }
    assertThat(Doubles.of(parameters)).isEqualTo(ones);
  }

  @Test
  void whatIsDroppedDependsOnTheSeedAlone() {
    CellShape shape = new CellShape(CellType.GRU, 2, 9);
    Floats parameters = offHeap(random(new SplittableRandom(1), shape.parameters(), 1));
    try (WeightDrop drop = new WeightDrop(shape, 0.5);
        WeightDrop other = new WeightDrop(shape, 0.5)) {
      double[] first = Doubles.of(drop.drop(parameters, 3));
      assertThat(Doubles.of(drop.drop(parameters, 4))).isNotEqualTo(first);
      assertThat(Doubles.of(other.drop(parameters, 3))).isEqualTo(first);
    }
  }

  /** The equations in double precision with the factors written out beside them. */
  @ParameterizedTest
  @EnumSource(CellType.class)
  void gradientsAgreeWithFiniteDifferences(CellType cell) {
    CellShape shape = new CellShape(cell, 3, 4);
    SplittableRandom random = new SplittableRandom(2);
    double[] p = random(random, shape.parameters(), 0.8);
    double[] x = random(random, STEPS * BATCH * 3, 1);
    double[] dy = random(random, STEPS * BATCH * 4, 1);
    try (WeightDrop drop = new WeightDrop(shape, 0.4);
        RecurrentKernel kernel = RecurrentKernel.fast(shape)) {
      Floats used = drop.drop(offHeap(p), 6);
      float[] factors = drop.factors();
      DoubleSupplier loss = () -> loss(shape, dropped(shape, p, factors), x, dy);
      double[] exact = KernelArrays.differences(p, loss);
      assertThat(relativeError(reference(shape, p, factors, x, dy), exact)).isLessThan(1e-8);

      Floats gradient = offHeap(p.length);
      Floats inputs = offHeap(x);
      CellState state = CellState.zero(cell, BATCH, 4);
      kernel.forward(BATCH, STEPS, used, inputs, state, offHeap(dy.length));
      kernel.backward(used, inputs, offHeap(dy), gradient, offHeap(x.length));
      drop.backward(gradient);
      assertThat(relativeError(Doubles.of(gradient), exact)).isLessThan(1e-5);
    }
  }

  private static double[] reference(
      CellShape shape, double[] p, float[] factors, double[] x, double[] dy) {
    ReferenceCells cells = new ReferenceCells(shape, BATCH, STEPS);
    double[] used = dropped(shape, p, factors);
    cells.forward(used, x, zero());
    double[] gradient = new double[p.length];
    cells.backward(used, x, dy, gradient, new double[x.length]);
    return dropped(shape, gradient, factors);
  }

  private static double[] dropped(CellShape shape, double[] p, float[] factors) {
    double[] dropped = p.clone();
    for (int i = 0; i < factors.length; i++) {
      dropped[shape.recurrentOffset() + i] *= factors[i];
    }
    return dropped;
  }

  private static double loss(CellShape shape, double[] p, double[] x, double[] dy) {
    double[] y = new ReferenceCells(shape, BATCH, STEPS).forward(p, x, zero());
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * dy[i];
    }
    return sum;
  }

  private static ReferenceCells.State zero() {
    return new ReferenceCells.State(new double[BATCH * 4], new double[BATCH * 4]);
  }
}
