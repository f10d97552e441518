package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every adaptive softmax kernel holds to. */
abstract class AdaptiveSoftmaxKernelContract {
  private static final double SCALE = 0.7;

  abstract SoftmaxKernel kernel(WordClusters clusters);

  record Case(int rows, WordClusters clusters) {}

  private static Case of(int rows, int inputs, int vocabulary, double divValue, Integer... at) {
    return new Case(rows, new WordClusters(inputs, vocabulary, List.of(at), divValue));
  }

  static Stream<Case> cases() {
    return Stream.of(
        of(1, 1, 2, 4, 1), // the head is one word and one cluster of one word
        of(1, 5, 13, 4, 3),
        of(7, 3, 11, 4, 4, 5, 10), // clusters of one word; projections of one unit
        of(35, 16, 45, 2, 7, 19),
        of(64, 8, 40, 1), // no cluster at all
        of(1300, 7, 601, 2, 11, 203), // tails of several chunks
        of(3, 2, 30_000, 4, 9_000, 18_500)); // gaps between the rows of all logits
  }

  @ParameterizedTest
  @MethodSource("cases")
  void loss_and_gradient_are_those_of_the_reference(Case test) {
    SplittableRandom random = new SplittableRandom(5);
    WordClusters clusters = test.clusters();
    double[] p = random(random, (int) clusters.parameters(), SCALE);
    double[] x = random(random, test.rows() * clusters.inputs(), 1);
    int[] targets = random.ints(test.rows(), 0, clusters.vocabulary()).toArray();
    targets[test.rows() / 2] = test.rows() > 1 ? SoftmaxKernel.NO_TARGET : targets[0];
    try (SoftmaxKernel kernel = kernel(clusters)) {
      assertLikeReference(kernel, clusters, p, x, targets);
    }
  }

  @Test
  void clusters_that_do_not_occur_get_a_gradient_of_zero_whatever_came_before() {
    WordClusters clusters = new WordClusters(9, 50, List.of(10, 25), 2);
    SplittableRandom random = new SplittableRandom(6);
    double[] p = random(random, (int) clusters.parameters(), SCALE);
    double[] x = random(random, 4 * clusters.inputs(), 1);
    try (SoftmaxKernel kernel = kernel(clusters)) {
      for (int[] targets :
          List.of(
              new int[] {3, 12, 49, 30}, // all
              new int[] {3, 9, 0, 0}, // none
              new int[] {25, 49, 40, 26}, // the last alone
              new int[] {24, 10, SoftmaxKernel.NO_TARGET, 1}, // the first alone
              new int[] {-1, -1, -1, -1})) {
        assertLikeReference(kernel, clusters, p, x, targets);
      }
    }
  }

  private static void assertLikeReference(
      SoftmaxKernel kernel, WordClusters clusters, double[] p, double[] x, int[] targets) {
    double[] expectedGradient = new double[p.length];
    double[] expectedDx = new double[x.length];
    double expected =
        new ReferenceSoftmaxKernel(clusters).gradient(p, x, targets, expectedGradient, expectedDx);
    Floats gradient = offHeap(p.length);
    Floats dx = offHeap(x.length);
    double nats = kernel.gradient(offHeap(p), offHeap(x), targets, gradient, dx);

    assertThat(nats).isCloseTo(expected, within(1e-5 * expected + 1e-9));
    assertThat(relativeError(Doubles.of(gradient), expectedGradient)).isLessThan(1e-5);
    assertThat(relativeError(Doubles.of(dx), expectedDx)).isLessThan(1e-5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nats_and_ranks_are_those_of_the_whole_distribution(Case test) {
    SplittableRandom random = new SplittableRandom(8);
    WordClusters clusters = test.clusters();
    int rows = Math.min(test.rows(), 12);
    double[] p = random(random, (int) clusters.parameters(), SCALE);
    Floats x = offHeap(random(random, rows * clusters.inputs(), 1));
    int[] targets = random.ints(rows, 0, clusters.vocabulary()).toArray();
    targets[0] = rows > 1 ? SoftmaxKernel.NO_TARGET : targets[0];
    try (SoftmaxKernel kernel = kernel(clusters)) {
      TokenScores scores = kernel.score(offHeap(p), x, targets);
      TokenScores expected = new ReferenceSoftmaxKernel(clusters).score(offHeap(p), x, targets);
      for (int r = 0; r < rows; r++) {
        assertThat(scores.nats()[r]).isCloseTo(expected.nats()[r], within(1e-5));
        // among 60,000 words a few are closer to the target than single precision tells
        assertThat(scores.ranks()[r]).isCloseTo(expected.ranks()[r], within(rows > 1 ? 5 : 0));
      }
    }
  }

  @Test
  void equally_probable_words_rank_by_id_across_head_and_tails() {
    WordClusters clusters = new WordClusters(1, 4, List.of(1, 3), 1);
    double[] p = new double[(int) clusters.parameters()]; // p: 1/3; 1/6, 1/6; 1/3
    try (SoftmaxKernel kernel = kernel(clusters)) {
      TokenScores scores =
          kernel.score(offHeap(p), offHeap(new double[] {1, 1, 1, 1}), new int[] {0, 1, 2, 3});
      assertThat(scores.ranks()).containsExactly(0, 2, 3, 1);
      assertThat(scores.nats()[2]).isCloseTo(Math.log(6), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilities_of_all_words_sum_to_one(Case test) {
    SplittableRandom random = new SplittableRandom(9);
    WordClusters clusters = test.clusters();
    int rows = Math.min(test.rows(), 3);
    int vocabulary = clusters.vocabulary();
    double[] p = random(random, (int) clusters.parameters(), SCALE);
    Floats x = offHeap(random(random, rows * clusters.inputs(), 1));
    try (SoftmaxKernel kernel = kernel(clusters)) {
      Floats all = offHeap(rows * vocabulary);
      kernel.probabilities(offHeap(p), x, rows, all);
      double[] logP = kernel.logProbabilities(offHeap(p), x, rows - 1);
      int[] targets = new int[rows];
      Arrays.fill(targets, vocabulary - 1);

      assertThat(logP).hasSize(vocabulary);
      assertThat(Arrays.stream(logP).map(Math::exp).sum()).isCloseTo(1, within(1e-9));
      assertThat(kernel.score(offHeap(p), x, targets).nats()[rows - 1])
          .isCloseTo(-logP[vocabulary - 1], within(1e-5));
      for (int v = 0; v < vocabulary; v++) {
        assertThat((double) all.get((rows - 1) * vocabulary + v))
            .isCloseTo(Math.exp(logP[v]), within(1e-6));
      }
    }
  }

  @Test
  void a_target_of_vanishing_probability_keeps_its_nats() {
    WordClusters clusters = new WordClusters(1, 3, List.of(1), 1);
    double[] p = {200, -200, 0, 0, 1, 150, -150, 0, 0}; // the head's units; P; the tail's words
    try (SoftmaxKernel kernel = kernel(clusters)) {
      Floats x = offHeap(new double[] {1});
      int[] targets = {2};
      assertThat(kernel.score(offHeap(p), x, targets).nats()[0]).isCloseTo(700, within(1e-3));
      assertThat(kernel.score(offHeap(p), x, targets).ranks()[0]).isEqualTo(2);
      assertThat(kernel.gradient(offHeap(p), x, targets, offHeap(p.length), offHeap(1)))
          .isCloseTo(700, within(1e-3));
    }
  }

  @Test
  void what_was_computed_before_changes_no_bit() {
    WordClusters clusters = new WordClusters(16, 90, List.of(20, 50), 2);
    SplittableRandom random = new SplittableRandom(4);
    Floats p = offHeap(random(random, (int) clusters.parameters(), SCALE));
    Floats many = offHeap(random(random, 300 * 16, 1));
    Floats few = offHeap(random(random, 21 * 16, 1));
    int[] targets = random.ints(21, 0, 90).toArray();
    try (SoftmaxKernel fresh = kernel(clusters);
        SoftmaxKernel used = kernel(clusters)) {
      used.gradient(
          p,
          many,
          random.ints(300, 0, 90).toArray(),
          offHeap((int) clusters.parameters()),
          offHeap(300 * 16));
      assertThat(bits(used, clusters, p, few, targets))
          .isEqualTo(bits(fresh, clusters, p, few, targets));
    }
  }

  private static float[] bits(
      SoftmaxKernel kernel, WordClusters clusters, Floats p, Floats x, int[] targets) {
    Floats gradient = offHeap((int) clusters.parameters());
    kernel.gradient(p, x, targets, gradient, offHeap(x.length()));
    return gradient.toArray();
  }
}
