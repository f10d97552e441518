package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.differences;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceCellsTest {
  private static final int BATCH = 2;
  private static final int STEPS = 5;

  /** One stream begins late, has a gap and ends early; the other counts whole. */
  private static final SequenceMask MASK =
      SequenceMask.of(new int[] {0, 1, 1, 1, 0, 1, 1, 1, 0, 1}, BATCH);

  @ParameterizedTest
  @EnumSource(CellType.class)
  void gradientsAgreeWithFiniteDifferences(CellType cell) {
    check(cell, SequenceMask.NONE);
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void gradientsThroughMaskedStepsAgreeWithFiniteDifferences(CellType cell) {
    check(cell, MASK);
  }

  private static void check(CellType cell, SequenceMask mask) {
    CellShape shape = new CellShape(cell, 3, 5);
    SplittableRandom random = new SplittableRandom(3);
    int n = BATCH * shape.hidden();
    double[] p = random(random, shape.parameters(), 0.8);
    double[] x = random(random, STEPS * BATCH * shape.inputs(), 1);
    double[] h = random(random, n, 0.9);
    double[] c = random(random, n, 1.5);
    double[] dy = random(random, STEPS * n, 1);
    ReferenceCells cells = new ReferenceCells(shape, BATCH, STEPS, mask);
    DoubleSupplier loss =
        () -> {
          double[] y = cells.forward(p, x, new ReferenceCells.State(h.clone(), c.clone()));
          double sum = 0;
          for (int i = 0; i < y.length; i++) {
            sum += y[i] * dy[i];
          }
          return sum;
        };
    cells.forward(p, x, new ReferenceCells.State(h.clone(), c.clone()));
    double[] gradient = new double[p.length];
    double[] dx = new double[x.length];
    cells.backward(p, x, dy, gradient, dx);

    assertThat(relativeError(gradient, differences(p, loss))).isLessThan(1e-8);
    assertThat(relativeError(dx, differences(x, loss))).isLessThan(1e-8);
  }
}
