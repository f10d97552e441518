package io.timestep.nn.kernel;

import java.lang.ref.Reference;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS, which ND4J brings: for machines where oneDNN cannot be loaded. */
final class OpenBlasGemm implements Gemm {
  private final Floats.Span pointerA = new Floats.Span();
  private final Floats.Span pointerB = new Floats.Span();
  private final Floats.Span pointerC = new Floats.Span();

  @Override
  public void multiply(
      Op opA, Op opB, int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
    try {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          code(opA),
          code(opB),
          m,
          n,
          k,
          1f,
          pointerA.at(a.buffer(), a.offset()),
          a.stride(),
          pointerB.at(b.buffer(), b.offset()),
          b.stride(),
          beta,
          pointerC.at(c.buffer(), c.offset()),
          c.stride());
    } finally { // the native call has their addresses only
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(c);
    }
  }

  private static int code(Op op) {
    return op == Op.PLAIN ? openblas_nolapack.CblasNoTrans : openblas_nolapack.CblasTrans;
  }
}
