package io.timestep.nn.kernel;

/**
 * Turns a row-major matrix round. Worth its while before many products of few rows with the
 * transpose: where the matrix is much larger than what it is multiplied with, sgemm of a matrix
 * that already lies the right way is a third faster. An instance belongs to one thread at a time.
 */
sealed interface Transposition permits DnnlTransposition, StripTransposition {

  /**
   * @param matrix [rows, columns], from {@code offset}
   * @param transpose [columns, rows]
   */
  void apply(Floats matrix, int offset, Floats transpose);

  /**
   * The fastest that this machine can run.
   *
   * @param rows of the matrix as it is
   * @param columns of the matrix as it is
   */
  static Transposition fastest(int rows, int columns) {
    return Dnnl.isAvailable()
        ? new DnnlTransposition(rows, columns)
        : new StripTransposition(rows, columns);
  }
}
