package io.timestep.nn.kernel;

class AdaptiveSoftmaxKernelTest extends AdaptiveSoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(WordClusters clusters) {
    return SoftmaxKernel.adaptive(clusters);
  }
}
