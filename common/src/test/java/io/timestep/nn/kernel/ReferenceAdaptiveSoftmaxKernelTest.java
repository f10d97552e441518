package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.differences;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ReferenceAdaptiveSoftmaxKernelTest extends AdaptiveSoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(WordClusters clusters) {
    return new ReferenceSoftmaxKernel(clusters);
  }

  @Test
  void gradients_are_the_finite_differences_of_the_loss() {
    WordClusters clusters = new WordClusters(8, 23, List.of(4, 9, 17), 2);
    SplittableRandom random = new SplittableRandom(3);
    double[] p = random(random, (int) clusters.parameters(), 0.8);
    double[] x = random(random, 6 * 8, 1);
    int[] targets = {2, 22, SoftmaxKernel.NO_TARGET, 4, 16, 8};
    double[] gradient = new double[p.length];
    double[] dx = new double[x.length];
    loss(clusters, p, x, targets, gradient, dx);

    DoubleSupplier loss = () -> loss(clusters, p, x, targets);
    assertThat(relativeError(gradient, differences(p, loss))).isLessThan(1e-8);
    assertThat(relativeError(dx, differences(x, loss))).isLessThan(1e-8);
  }

  private static double loss(WordClusters clusters, double[] p, double[] x, int[] targets) {
    return loss(clusters, p, x, targets, new double[p.length], new double[x.length]);
  }

  private static double loss(
      WordClusters clusters,
      double[] p,
      double[] x,
      int[] targets,
      double[] gradient,
      double[] dx) {
    return new ReferenceSoftmaxKernel(clusters).gradient(p, x, targets, gradient, dx);
  }

  @Test
  void the_distribution_is_that_of_the_paper() {
    WordClusters clusters = new WordClusters(1, 3, List.of(1), 1);
    double[] p = {
      Math.log(3),
      0,
      0,
      0, // W and b of the head: word 0 and the cluster
      2, // P
      0,
      Math.log(2),
      0,
      0 // W and b of the tail: words 1 and 2
    };
    double[] logP =
        new ReferenceSoftmaxKernel(clusters)
            .logProbabilities(KernelArrays.offHeap(p), KernelArrays.offHeap(new double[] {1}), 0);
    assertThat(Math.exp(logP[0])).isCloseTo(3 / 4.0, within(1e-6));
    assertThat(Math.exp(logP[1])).isCloseTo(1 / 4.0 * 1 / 5, within(1e-6));
    assertThat(Math.exp(logP[2])).isCloseTo(1 / 4.0 * 4 / 5, within(1e-6));
  }
}
