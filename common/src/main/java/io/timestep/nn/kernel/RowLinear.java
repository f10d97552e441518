package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.Gemm.Op.PLAIN;
import static io.timestep.nn.kernel.Gemm.Op.TRANSPOSED;

import io.timestep.nn.kernel.Gemm.Matrix;

/**
 * A unit's weights are a row, as those of an embedding are: [units, inputs] somewhere in the
 * parameters, the bias [units] elsewhere, which is multiplied by the column of ones at the end of
 * the inputs.
 */
record RowLinear(int inputs, int units, int weightsAt, int biasAt, Gemm gemm)
    implements SoftmaxLinear {
  @Override
  public void forward(Floats parameters, Rows rows, Matrix logits) {
    int count = rows.count();
    gemm.multiply(PLAIN, PLAIN, count, units, 1, rows.ones(inputs), bias(parameters), 0f, logits);
    gemm.multiply(
        PLAIN, TRANSPOSED, count, units, inputs, rows.extended(), weights(parameters), 1f, logits);
  }

  @Override
  public void backward(Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx) {
    backward(parameters, rows, dLogits, gradient, dx, 0f);
  }

  /** As {@link #backward}, but the inputs' gradient is added to. */
  void backwardAdding(Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx) {
    backward(parameters, rows, dLogits, gradient, dx, 1f);
  }

  private void backward(
      Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx, float dxBeta) {
    int count = rows.count();
    float beta = rows.first() == 0 ? 0f : 1f;
    Matrix dInput = new Matrix(dx, rows.first() * inputs, inputs);
    gemm.multiply(PLAIN, PLAIN, count, inputs, units, dLogits, weights(parameters), dxBeta, dInput);
    gemm.multiply(
        TRANSPOSED, PLAIN, units, inputs, count, dLogits, rows.extended(), beta, weights(gradient));
    gemm.multiply(
        TRANSPOSED, PLAIN, 1, units, count, rows.ones(inputs), dLogits, beta, bias(gradient));
  }

  private Matrix weights(Floats vector) {
    return new Matrix(vector, weightsAt, inputs);
  }

  private Matrix bias(Floats vector) {
    return new Matrix(vector, biasAt, units);
  }

  @Override
  public int stride() {
    return gemm.strideFor(units);
  }

  @Override
  public double logit(Floats parameters, Rows rows, int unit) {
    double sum = parameters.get(biasAt + unit);
    for (int i = 0; i < inputs; i++) {
      sum += (double) rows.ofFirst(i) * parameters.get(weightsAt + unit * inputs + i);
    }
    return sum;
  }
}
