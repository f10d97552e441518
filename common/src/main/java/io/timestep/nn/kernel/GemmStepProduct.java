package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;
import io.timestep.nn.kernel.Gemm.Op;

/** Multiplies with the weights as they lie. */
final class GemmStepProduct implements StepProduct {
  private final Gemm gemm;
  private final Shape shape;
  private Matrix weights;

  GemmStepProduct(Gemm gemm, Shape shape) {
    this.gemm = gemm;
    this.shape = shape;
  }

  @Override
  public void take(Floats newWeights, int offset) {
    weights = new Matrix(newWeights, offset, shape.columns());
  }

  @Override
  public void multiply(Floats in, int inOffset, Floats out, int outOffset) {
    gemm.multiply(
        Op.PLAIN,
        shape.op(),
        shape.batch(),
        shape.outputs(),
        shape.inputs(),
        new Matrix(in, inOffset, shape.inputs()),
        weights,
        shape.beta(),
        new Matrix(out, outOffset, shape.outputs()));
  }

  @Override
  public void close() {
    weights = null;
  }
}
