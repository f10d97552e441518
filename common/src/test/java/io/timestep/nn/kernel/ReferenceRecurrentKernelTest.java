package io.timestep.nn.kernel;

class ReferenceRecurrentKernelTest extends RecurrentKernelContract {
  @Override
  RecurrentKernel kernel(CellShape shape) {
    return new ReferenceRecurrentKernel(shape);
  }
}
