package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;

/** A head whose clusters' rows lie apart from its words'; the clusters' logits come last. */
record HeadLinear(RowLinear words, RowLinear clusters) implements SoftmaxLinear {
  @Override
  public void forward(Floats parameters, Rows rows, Matrix logits) {
    words.forward(parameters, rows, logits);
    clusters.forward(parameters, rows, behindWords(logits));
  }

  @Override
  public void backward(Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx) {
    words.backward(parameters, rows, dLogits, gradient, dx);
    clusters.backwardAdding(parameters, rows, behindWords(dLogits), gradient, dx);
  }

  private Matrix behindWords(Matrix logits) {
    return new Matrix(logits.buffer(), logits.offset() + words.units(), logits.stride());
  }

  @Override
  public int stride() {
    return words.gemm().strideFor(words.units() + clusters.units());
  }

  @Override
  public double logit(Floats parameters, Rows rows, int unit) {
    return unit < words.units()
        ? words.logit(parameters, rows, unit)
        : clusters.logit(parameters, rows, unit - words.units());
  }
}
