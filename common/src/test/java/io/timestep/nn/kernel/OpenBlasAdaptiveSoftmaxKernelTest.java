package io.timestep.nn.kernel;

/** The fast kernel on a machine without oneDNN. */
class OpenBlasAdaptiveSoftmaxKernelTest extends AdaptiveSoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(WordClusters clusters) {
    return new AdaptiveSoftmaxKernel(
        clusters, new ProjectedWeights(clusters), new OpenBlasGemm(), PlainSoftmax::new);
  }
}
