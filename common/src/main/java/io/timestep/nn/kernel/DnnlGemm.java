package io.timestep.nn.kernel;

import io.timestep.nn.kernel.DnnlTranspose.Shape;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;

/** oneDNN's sgemm: row-major, and twice as fast as OpenBLAS on the flat matrices of one step. */
final class DnnlGemm implements Gemm {
  /** 4 kB, in floats. */
  private static final int PAGE = 1024;

  /** A cache line, in floats. */
  private static final int LINE = 16;

  private static final boolean PAGES_APART = Processor.isIntel() && hasAvx512();

  /** Gaps are then an eighth of a row at most; narrower matrices gain nothing. */
  private static final int LEAST_COLUMNS = 8 * PAGE;

  /** Rows of B at a time that are put in order before they are multiplied. */
  private static final int BLOCK = 512;

  /** Rows of A and of B from which that is worth its time. */
  private static final int LEAST_ROWS_A = 256;

  private static final int LEAST_ROWS_B = 4 * BLOCK;

  private final Floats.Span pointerA = new Floats.Span();
  private final Floats.Span pointerB = new Floats.Span();
  private final Floats.Span pointerC = new Floats.Span();

  private final Map<Shape, DnnlTranspose> transposes = new HashMap<>();
  private Floats inOrder; // a block of B, [BLOCK, n]

  /**
   * With much to sum up and B transposed, blocks of B are put in order first: sgemm by itself is a
   * sixteenth slower on [700, 10000] times [200, 10000] transposed, with AVX-512 on an AMD EPYC.
   * The block and what fills it are freed when this is garbage.
   */
  @Override
  public void multiply(
      Op opA, Op opB, int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
    boolean flat = opA == Op.PLAIN && opB == Op.TRANSPOSED && m >= LEAST_ROWS_A;
    if (!flat || k < LEAST_ROWS_B) {
      sgemm(opA, opB, m, n, k, a, b, beta, c);
      return;
    }
    makeRoom(n);
    for (int done = 0; done < k; done += BLOCK) {
      int block = Math.min(BLOCK, k - done);
      transpose(new Shape(n, block, b.stride())).take(b.buffer(), (long) b.offset() + done);
      sgemm(
          Op.PLAIN,
          Op.PLAIN,
          m,
          n,
          block,
          new Matrix(a.buffer(), a.offset() + done, a.stride()),
          new Matrix(inOrder, 0, n),
          done == 0 ? beta : 1f,
          c);
    }
  }

  private void makeRoom(int n) {
    long size = (long) BLOCK * n;
    if (inOrder == null || inOrder.length() < size) {
      transposes.values().forEach(DnnlTranspose::close); // they write to the smaller one
      transposes.clear();
      inOrder = new Arena(size).allocate(size);
    }
  }

  private DnnlTranspose transpose(Shape shape) {
    return transposes.computeIfAbsent(shape, s -> new DnnlTranspose(s, inOrder));
  }

  private void sgemm(
      Op opA, Op opB, int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
    int status;
    try {
      status =
          dnnl.dnnl_sgemm(
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
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException(
          "dnnl_sgemm failed with status %d for [%d, %d] x [%d, %d]".formatted(status, m, k, k, n));
    }
  }

  /**
   * Each row begins at a cache line. A multiple of 4 kB apart, sgemm with AVX-512 copies blocks of
   * long ones before it multiplies: a fifth faster for the gradient of [201, 10000] weights on an
   * Intel Xeon, 4% slower on an AMD EPYC, and the same for the other products of a softmax. Without
   * AVX-512 it does not copy, and that distance would double its time.
   */
  @Override
  public int strideFor(int columns) {
    return strideFor(columns, PAGES_APART);
  }

  static int strideFor(int columns, boolean pagesApart) {
    if (columns < LEAST_COLUMNS) {
      return columns;
    }
    if (pagesApart) {
      return roundUp(columns, PAGE);
    }
    int stride = roundUp(columns, LINE);
    return stride % PAGE == 0 ? stride + LINE : stride;
  }

  private static boolean hasAvx512() {
    int both = dnnl.dnnl_get_effective_cpu_isa() & dnnl.dnnl_cpu_isa_avx512_core;
    return both == dnnl.dnnl_cpu_isa_avx512_core;
  }

  private static int roundUp(int floats, int multiple) {
    return (floats + multiple - 1) / multiple * multiple;
  }

  private static byte code(Op op) {
    return (byte) (op == Op.PLAIN ? 'N' : 'T');
  }
}
