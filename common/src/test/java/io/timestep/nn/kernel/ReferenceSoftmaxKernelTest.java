package io.timestep.nn.kernel;

class ReferenceSoftmaxKernelTest extends SoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(int inputs, int vocabulary) {
    return new ReferenceSoftmaxKernel(inputs, vocabulary);
  }
}
