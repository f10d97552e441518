package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every softmax kernel holds to. */
abstract class SoftmaxKernelContract {
  abstract SoftmaxKernel kernel(int inputs, int vocabulary);

  /** Parameters [inputs, vocabulary] and bias as the kernel has them, or back. */
  double[] laidOut(double[] parameters, int rows, int columns) {
    return parameters;
  }

  @ParameterizedTest
  @CsvSource({"1,1,2", "1,5,3", "7,3,11", "64,16,40", "1000,3,50", "130,3,100000"}) // last: chunks
  void lossAndGradientAreThoseOfTheReference(int rows, int inputs, int vocabulary) {
    SplittableRandom random = new SplittableRandom(5);
    double[] p = random(random, (inputs + 1) * vocabulary, 0.5);
    double[] x = random(random, rows * inputs, 1);
    int[] targets = random.ints(rows, 0, vocabulary).toArray();
    targets[rows / 2] = rows > 1 ? SoftmaxKernel.NO_TARGET : targets[0];
    double[] expectedGradient = new double[p.length];
    double[] expectedDx = new double[x.length];
    double expected =
        new ReferenceSoftmaxKernel(inputs, vocabulary)
            .gradient(p, x, targets, expectedGradient, expectedDx);

    try (SoftmaxKernel kernel = kernel(inputs, vocabulary)) {
      Floats gradient = offHeap(p.length);
      Floats dx = offHeap(x.length);
      double nats =
          kernel.gradient(
              offHeap(laidOut(p, inputs, vocabulary)), offHeap(x), targets, gradient, dx);

      assertThat(nats).isCloseTo(expected, within(1e-5 * expected));
      double[] actual = laidOut(Doubles.of(gradient), vocabulary, inputs);
      assertThat(relativeError(actual, expectedGradient)).isLessThan(1e-5);
      assertThat(relativeError(Doubles.of(dx), expectedDx)).isLessThan(1e-5);
    }
  }

  @Test
  void scoresAreNatsAndRanksWithTiesBrokenById() {
    double[] p = {1, 2, 2, 2, 0, 0, 0, 0, 0, 0}; // one input, five tokens, no bias
    try (SoftmaxKernel kernel = kernel(1, 5)) {
      int[] targets = {2, 0, 4, SoftmaxKernel.NO_TARGET};
      TokenScores scores = kernel.score(offHeap(p), offHeap(new double[] {1, 1, 1, 1}), targets);

      assertThat(scores.ranks()).containsExactly(1, 3, 4, -1);
      double z = Math.E + 3 * Math.exp(2) + 1;
      assertThat(scores.nats()[0]).isCloseTo(Math.log(z) - 2, within(1e-6));
      assertThat(scores.nats()[1]).isCloseTo(Math.log(z) - 1, within(1e-6));
      assertThat(scores.nats()[2]).isCloseTo(Math.log(z), within(1e-6));
      assertThat(scores.nats()[3]).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"5,9001", "900,3", "130,100000"}) // gaps between rows of logits; chunks; both
  void scoresAreThoseOfTheReference(int rows, int vocabulary) {
    SplittableRandom random = new SplittableRandom(6);
    double[] p = random(random, 2 * vocabulary, 0.5);
    Floats x = offHeap(random(random, rows, 1));
    int[] targets = random.ints(rows, 0, vocabulary).toArray();
    targets[rows / 2] = SoftmaxKernel.NO_TARGET;
    TokenScores expected = new ReferenceSoftmaxKernel(1, vocabulary).score(offHeap(p), x, targets);
    try (SoftmaxKernel kernel = kernel(1, vocabulary)) {
      TokenScores scores = kernel.score(offHeap(laidOut(p, 1, vocabulary)), x, targets);
      assertThat(scores.nats()).containsExactly(expected.nats(), within(1e-5));
      for (int r = 0; r < rows; r++) { // some are closer to the target than single precision tells
        assertThat(scores.ranks()[r])
            .isCloseTo(expected.ranks()[r], within(vocabulary > 10_000 ? 20 : 0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 9001})
  void aTargetOfVanishingProbabilityKeepsItsNats(int vocabulary) {
    double[] p = new double[2 * vocabulary]; // one input, no bias
    p[0] = 200;
    p[1] = -200;
    try (SoftmaxKernel kernel = kernel(1, vocabulary)) {
      Floats parameters = offHeap(laidOut(p, 1, vocabulary));
      Floats x = offHeap(new double[] {0.5, 0, 1});
      int[] targets = {0, SoftmaxKernel.NO_TARGET, 1}; // of rows that differ, the last vanishes
      assertThat(kernel.score(parameters, x, targets).nats())
          .containsExactly(new double[] {0, 0, 400}, within(1e-3));
      assertThat(kernel.gradient(parameters, x, targets, offHeap(p.length), offHeap(3)))
          .isCloseTo(400, within(1e-3));
    }
  }

  @Test
  void probabilitiesOfARowSumToOneAndAgreeWithTheirLogarithms() {
    SplittableRandom random = new SplittableRandom(9);
    double[] p = laidOut(random(random, 6 * 1000, 2), 5, 1000);
    Floats x = offHeap(random(random, 15, 1));
    try (SoftmaxKernel kernel = kernel(5, 1000)) {
      Floats all = offHeap(3000);
      kernel.probabilities(offHeap(p), x, 3, all);
      double[] logP = kernel.logProbabilities(offHeap(p), x, 2);

      assertThat(Arrays.stream(logP).map(Math::exp).sum()).isCloseTo(1, within(1e-9));
      for (int v = 0; v < 1000; v++) {
        assertThat((double) all.get(2000 + v)).isCloseTo(Math.exp(logP[v]), within(1e-6));
      }
    }
  }
}
