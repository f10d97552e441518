package io.timestep.nn.kernel;

/** With rows for weights a softmax is what it is with columns. */
class TiedSoftmaxKernelTest extends SoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(int inputs, int vocabulary) {
    return SoftmaxKernel.tied(inputs, vocabulary);
  }

  @Override
  double[] laidOut(double[] parameters, int rows, int columns) {
    return KernelArrays.transposed(parameters, rows, columns);
  }
}
