package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;

/** Softmax of each row of a matrix, in place. An instance belongs to one thread at a time. */
sealed interface RowSoftmax permits DnnlSoftmax, PlainSoftmax {

  /**
   * @param matrix [rows, columns]: logits in, probabilities out. What lies between the end of a row
   *     and the next one is undefined afterwards, and so is as much behind the last one, where
   *     there must be room for it.
   */
  void apply(Matrix matrix, int rows, int columns);

  /** The fastest that this machine can run. */
  static RowSoftmax fastest() {
    return Dnnl.isAvailable() ? new DnnlSoftmax() : new PlainSoftmax();
  }
}
