package io.timestep.nn.kernel;

/** The fast kernel on a machine without oneDNN. */
class OpenBlasSoftmaxKernelTest extends SoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(int inputs, int vocabulary) {
    return new FastSoftmaxKernel(inputs, vocabulary, new OpenBlasGemm(), new PlainSoftmax());
  }
}
