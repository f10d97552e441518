package io.timestep.nn.kernel;

/**
 * Single-precision matrix product of row-major matrices. An instance belongs to one thread at a
 * time.
 */
public sealed interface Gemm permits DnnlGemm, OpenBlasGemm {

  /** Whether a matrix is taken as it is or transposed. */
  enum Op {
    PLAIN,
    TRANSPOSED
  }

  /**
   * {@code C = A' B' + beta C}, with A' = A or its transpose, and so B'.
   *
   * @param m rows of A' and C
   * @param n columns of B' and C
   * @param k columns of A', rows of B'
   * @param a where A begins; {@code lda} floats from one of its rows to the next
   * @param beta 0 (C is overwritten, whatever it holds) or 1 (added to)
   */
  void multiply(Op opA, Op opB, int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c);

  /**
   * A row-major matrix somewhere in a buffer.
   *
   * @param offset of its first element
   * @param stride floats from one row to the next
   */
  record Matrix(Floats buffer, int offset, int stride) {}

  /** Floats from one row to the next at which a matrix of so many columns multiplies fastest. */
  default int strideFor(int columns) {
    return columns;
  }

  /** The fastest that this machine can run. */
  static Gemm fastest() {
    return Dnnl.isAvailable() ? new DnnlGemm() : new OpenBlasGemm();
  }
}
