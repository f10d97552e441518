package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;

/** The linear layer below a softmax, by how its weights lie in memory. */
sealed interface SoftmaxLinear permits ColumnLinear, RowLinear, HeadLinear {

  /**
   * Some rows of the input.
   *
   * @param extended their inputs with a 1 appended, [count, inputs + 1]
   * @param first how many rows are before them
   */
  record Rows(Matrix extended, int first, int count) {
    /** The 1 of each. [count, 1] */
    Matrix ones(int inputs) {
      return new Matrix(extended.buffer(), extended.offset() + inputs, extended.stride());
    }

    /** An input of the first row, or behind them its 1. */
    float ofFirst(int input) {
      return extended.buffer().get(extended.offset() + input);
    }
  }

  /**
   * @param logits [count, vocabulary]; overwritten
   */
  void forward(Floats parameters, Rows rows, Matrix logits);

  /**
   * Gradients of some rows.
   *
   * @param dLogits [count, vocabulary]
   * @param gradient laid out as the parameters: overwritten by the first rows, added to by others
   * @param dx of all rows' inputs, [rows, inputs]; these rows of it are overwritten
   */
  void backward(Floats parameters, Rows rows, Matrix dLogits, Floats gradient, Floats dx);

  /** Floats from one row of logits to the next at which the products with them are fastest. */
  int stride();

  /** One logit of the first of the rows, in double precision. */
  double logit(Floats parameters, Rows rows, int unit);
}
