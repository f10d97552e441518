package io.timestep.nn.kernel;

/** Softmax of each row of a matrix, in place. An instance belongs to one thread at a time. */
sealed interface RowSoftmax permits DnnlSoftmax, PlainSoftmax {

  /**
   * @param matrix row-major, [rows, columns], from its first float on: logits in, probabilities out
   */
  void apply(Floats matrix, int rows, int columns);

  /** The fastest that this machine can run. */
  static RowSoftmax fastest() {
    return Dnnl.isAvailable() ? new DnnlSoftmax() : new PlainSoftmax();
  }
}
