package io.timestep.nn.kernel;

/**
 * Products of few rows with one matrix of weights, time step by time step. The weights are taken
 * over once for many steps, and may then lie in whatever order is fastest to read: at each step
 * they are read whole, from beyond the processor's caches if the layer is large. An instance
 * belongs to one thread at a time.
 */
sealed interface StepProduct extends AutoCloseable permits DnnlStepProduct, GemmStepProduct {
  /** Steps that pay for putting weights into another order. */
  int LEAST_STEPS = 4;

  /**
   * What is multiplied with what: {@code out = in W' + beta out}.
   *
   * @param batch rows of in and out
   * @param op whether W' is W or its transpose
   * @param rows of W
   * @param columns of W
   * @param beta 0 (out is overwritten, whatever it holds) or 1 (added to)
   */
  record Shape(int batch, Gemm.Op op, int rows, int columns, float beta) {
    public Shape {
      if (beta != 0 && beta != 1) {
        throw new IllegalArgumentException("beta: expected 0 or 1, got " + beta);
      }
    }

    /** Columns of in. */
    int inputs() {
      return op == Gemm.Op.PLAIN ? rows : columns;
    }

    /** Columns of out. */
    int outputs() {
      return op == Gemm.Op.PLAIN ? columns : rows;
    }
  }

  /**
   * Takes over the weights of the products that follow.
   *
   * @param weights row-major, [rows, columns], from {@code offset}; not to be changed until the
   *     last of the products
   */
  void take(Floats weights, int offset);

  /**
   * One step.
   *
   * @param in row-major, [batch, inputs], from {@code inOffset}
   * @param out row-major, [batch, outputs], from {@code outOffset}
   */
  void multiply(Floats in, int inOffset, Floats out, int outOffset);

  @Override
  void close();

  /**
   * The fastest for the products of this many steps.
   *
   * @param gemm what multiplies where the order of the weights is left as it is
   */
  static StepProduct of(Gemm gemm, int steps, Shape shape) {
    return gemm instanceof DnnlGemm && steps >= LEAST_STEPS
        ? new DnnlStepProduct(shape)
        : new GemmStepProduct(gemm, shape);
  }
}
