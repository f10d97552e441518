package io.timestep.nn.kernel;

/** The fast kernel with rows for weights on a machine without oneDNN. */
class OpenBlasTiedSoftmaxKernelTest extends TiedSoftmaxKernelTest {
  @Override
  SoftmaxKernel kernel(int inputs, int vocabulary) {
    return new FastSoftmaxKernel(
        inputs,
        vocabulary,
        new RowLinear(inputs, vocabulary, 0, inputs * vocabulary, new OpenBlasGemm()),
        new PlainSoftmax());
  }
}
