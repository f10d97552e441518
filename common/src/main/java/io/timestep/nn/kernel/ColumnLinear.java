package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.Gemm.Op.PLAIN;
import static io.timestep.nn.kernel.Gemm.Op.TRANSPOSED;

import io.timestep.nn.kernel.Gemm.Matrix;

/**
 * A word's weights are a column: [inputs, vocabulary], the bias the row after them, which the 1
 * appended to the inputs takes into every product.
 */
record ColumnLinear(int inputs, int vocabulary, Gemm gemm) implements SoftmaxLinear {
  @Override
  public void forward(Floats parameters, Rows rows, Matrix logits) {
    Matrix weights = new Matrix(parameters, 0, vocabulary);
    gemm.multiply(
        PLAIN, PLAIN, rows.count(), vocabulary, inputs + 1, rows.extended(), weights, 0f, logits);
  }

  @Override
  public void backward(Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx) {
    int count = rows.count();
    Matrix weights = new Matrix(parameters, 0, vocabulary);
    Matrix dInput = new Matrix(dx, rows.first() * inputs, inputs);
    gemm.multiply(PLAIN, TRANSPOSED, count, inputs, vocabulary, dLogits, weights, 0f, dInput);
    gemm.multiply(
        TRANSPOSED,
        PLAIN,
        inputs + 1,
        vocabulary,
        count,
        rows.extended(),
        dLogits,
        rows.first() == 0 ? 0f : 1f,
        new Matrix(gradient, 0, vocabulary));
  }

  @Override
  public int stride() {
    return gemm.strideFor(vocabulary);
  }

  @Override
  public double logit(Floats parameters, Rows rows, int unit) {
    double sum = 0;
    for (int i = 0; i <= inputs; i++) {
      sum += (double) rows.ofFirst(i) * parameters.get(i * vocabulary + unit);
    }
    return sum;
  }
}
