package io.timestep.nn.kernel;

class FastSoftmaxKernelTest extends SoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(int inputs, int vocabulary) {
    return SoftmaxKernel.fast(inputs, vocabulary);
  }
}
