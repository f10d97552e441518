package io.timestep.nn.kernel;

/** The fast kernel on a machine without oneDNN. */
class OpenBlasRecurrentKernelTest extends RecurrentKernelContract {
  @Override
  RecurrentKernel kernel(CellShape shape) {
    return new FastRecurrentKernel(shape, new OpenBlasGemm());
  }
}
