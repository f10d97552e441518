package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With rows for weights a softmax is what it is with columns. */
class TiedSoftmaxKernelTest {
  /** Columns [inputs, vocabulary] from rows [vocabulary, inputs]; the bias stays behind them. */
  private static double[] columns(double[] rows, int inputs, int vocabulary) {
    double[] columns = rows.clone();
    for (int v = 0; v < vocabulary; v++) {
      for (int i = 0; i < inputs; i++) {
        columns[i * vocabulary + v] = rows[v * inputs + i];
      }
    }
    return columns;
  }

  @ParameterizedTest
  @CsvSource({"1,1,2", "1,5,3", "7,3,11", "64,16,40", "130,3,60000"}) // the last: several chunks
  void loss_gradient_and_scores_are_those_of_the_reference(int rows, int inputs, int vocabulary) {
    SplittableRandom random = new SplittableRandom(5);
    double[] p = random(random, (inputs + 1) * vocabulary, 0.5);
    double[] x = random(random, rows * inputs, 1);
    int[] targets = random.ints(rows, 0, vocabulary).toArray();
    targets[rows / 2] = rows > 1 ? SoftmaxKernel.NO_TARGET : targets[0];
    double[] expectedGradient = new double[p.length];
    double[] expectedDx = new double[x.length];
    double expected =
        new ReferenceSoftmaxKernel(inputs, vocabulary)
            .gradient(columns(p, inputs, vocabulary), x, targets, expectedGradient, expectedDx);
    Floats gradient = offHeap(p.length);
    Floats dx = offHeap(x.length);
    try (SoftmaxKernel kernel = SoftmaxKernel.tied(inputs, vocabulary)) {
      double nats = kernel.gradient(offHeap(p), offHeap(x), targets, gradient, dx);
      assertThat(nats).isCloseTo(expected, within(1e-5 * expected));
      assertThat(relativeError(columns(Doubles.of(gradient), inputs, vocabulary), expectedGradient))
          .isLessThan(1e-5);
      assertThat(relativeError(Doubles.of(dx), expectedDx)).isLessThan(1e-5);
      double sum = 0;
      for (double scored : kernel.score(offHeap(p), offHeap(x), targets).nats()) {
        sum += scored;
      }
      assertThat(sum).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void a_target_of_vanishing_probability_keeps_its_nats() {
    double[] p = {200, -200, 0, 0, 3, 0}; // three words of one input; their bias
    try (SoftmaxKernel kernel = SoftmaxKernel.tied(1, 3)) {
      assertThat(kernel.score(offHeap(p), offHeap(new double[] {1}), new int[] {1}).nats()[0])
          .isCloseTo(397, within(1e-3));
    }
  }
}
