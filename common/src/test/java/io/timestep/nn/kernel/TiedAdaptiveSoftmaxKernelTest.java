package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tied, an adaptive softmax is one with columns for rows whose projections are the identity, so
 * that the untied reference is its reference too.
 */
class TiedAdaptiveSoftmaxKernelTest {
  record Case(int rows, WordClusters clusters) {}

  private static Case of(int rows, int inputs, int vocabulary, Integer... cutoffs) {
    return new Case(rows, new WordClusters(inputs, vocabulary, List.of(cutoffs), 1));
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(1, 1, 2, 1),
        of(7, 3, 11, 4, 5, 10), // a cluster of one word
        of(35, 16, 45, 7, 19),
        of(3, 4, 900, 7, 19), // clusters that do not occur
        of(1300, 7, 601, 11, 203)); // tails of several chunks
  }

  @ParameterizedTest
  @MethodSource("cases")
  void loss_and_gradient_are_those_of_the_untied_reference(Case test) {
    SplittableRandom random = new SplittableRandom(5);
    WordClusters clusters = test.clusters();
    double[] p = random(random, TiedVectors.length(clusters), 0.7);
    double[] x = random(random, test.rows() * clusters.inputs(), 1);
    int[] targets = random.ints(test.rows(), 0, clusters.vocabulary()).toArray();
    targets[test.rows() / 2] = test.rows() > 1 ? SoftmaxKernel.NO_TARGET : targets[0];
    double[] untied = TiedVectors.untied(clusters, p);
    double[] untiedGradient = new double[untied.length];
    double[] expectedDx = new double[x.length];
    double expected =
        new ReferenceSoftmaxKernel(clusters)
            .gradient(untied, x, targets, untiedGradient, expectedDx);
    Floats gradient = offHeap(random(random, p.length, 9)); // whatever was there before
    Floats dx = offHeap(x.length);

    try (SoftmaxKernel kernel = SoftmaxKernel.tiedAdaptive(clusters)) {
      assertThat(kernel.gradient(offHeap(p), offHeap(x), targets, gradient, dx))
          .isCloseTo(expected, within(1e-5 * expected));
      assertThat(
              relativeError(Doubles.of(gradient), TiedVectors.gradient(clusters, untiedGradient)))
          .isLessThan(1e-5);
      assertThat(relativeError(Doubles.of(dx), expectedDx)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scores_and_distributions_are_those_of_the_untied_reference(Case test) {
    SplittableRandom random = new SplittableRandom(7);
    WordClusters clusters = test.clusters();
    int rows = Math.min(3, test.rows());
    double[] p = random(random, TiedVectors.length(clusters), 0.7);
    Floats x = offHeap(random(random, rows * clusters.inputs(), 1));
    Floats untied = offHeap(TiedVectors.untied(clusters, p));
    int[] targets = random.ints(rows, 0, clusters.vocabulary()).toArray();
    int last = rows - 1;
    try (SoftmaxKernel kernel = SoftmaxKernel.tiedAdaptive(clusters);
        SoftmaxKernel reference = new ReferenceSoftmaxKernel(clusters)) {
      double[] logP = kernel.logProbabilities(offHeap(p), x, last);
      Floats all = offHeap(rows * clusters.vocabulary());
      kernel.probabilities(offHeap(p), x, rows, all);

      assertThat(logP).containsExactly(reference.logProbabilities(untied, x, last), within(1e-5));
      assertThat(kernel.score(offHeap(p), x, targets).nats())
          .containsExactly(reference.score(untied, x, targets).nats(), within(1e-5));
      for (int v = 0; v < clusters.vocabulary(); v++) {
        assertThat((double) all.get(last * clusters.vocabulary() + v))
            .isCloseTo(Math.exp(logP[v]), within(1e-6));
      }
    }
  }
}
