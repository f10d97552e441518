package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.Gemm.Op.PLAIN;
import static io.timestep.nn.kernel.Gemm.Op.TRANSPOSED;

import io.timestep.nn.kernel.Gemm.Matrix;

/**
 * A word's weights are a row, as those of an embedding are: [vocabulary, inputs], and after them
 * the bias [vocabulary], which is multiplied by the column of ones at the end of the inputs.
 */
record RowLinear(int inputs, int vocabulary, Gemm gemm) implements SoftmaxLinear {
  @Override
  public void forward(Floats parameters, Rows rows, Matrix logits) {
    int count = rows.count();
    gemm.multiply(PLAIN, PLAIN, count, vocabulary, 1, ones(rows), bias(parameters), 0f, logits);
    gemm.multiply(
        PLAIN, TRANSPOSED, count, vocabulary, inputs, input(rows), weights(parameters), 1f, logits);
  }

  @Override
  public void backward(Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx) {
    int count = rows.count();
    float beta = rows.first() == 0 ? 0f : 1f;
    Matrix dInput = new Matrix(dx, rows.first() * inputs, inputs);
    gemm.multiply(
        PLAIN, PLAIN, count, inputs, vocabulary, dLogits, weights(parameters), 0f, dInput);
    gemm.multiply(
        TRANSPOSED,
        PLAIN,
        vocabulary,
        inputs,
        count,
        dLogits,
        input(rows),
        beta,
        weights(gradient));
    gemm.multiply(
        TRANSPOSED, PLAIN, 1, vocabulary, count, ones(rows), dLogits, beta, bias(gradient));
  }

  private Matrix input(Rows rows) {
    return new Matrix(rows.extended(), rows.first() * (inputs + 1), inputs + 1);
  }

  private Matrix ones(Rows rows) {
    return new Matrix(rows.extended(), rows.first() * (inputs + 1) + inputs, inputs + 1);
  }

  private Matrix weights(Floats vector) {
    return new Matrix(vector, 0, inputs);
  }

  private Matrix bias(Floats vector) {
    return new Matrix(vector, vocabulary * inputs, vocabulary);
  }

  @Override
  public double logit(Floats parameters, Rows rows, int unit) {
    double sum = parameters.get(vocabulary * inputs + unit);
    for (int i = 0; i < inputs; i++) {
      sum +=
          (double) rows.extended().get(rows.first() * (inputs + 1) + i)
              * parameters.get(unit * inputs + i);
    }
    return sum;
  }
}
