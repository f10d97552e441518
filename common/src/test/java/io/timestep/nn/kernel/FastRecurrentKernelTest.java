package io.timestep.nn.kernel;

class FastRecurrentKernelTest extends RecurrentKernelContract {
  @Override
  RecurrentKernel kernel(CellShape shape) {
    return RecurrentKernel.fast(shape);
  }
}
