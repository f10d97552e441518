package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.Gemm.Matrix;
import io.timestep.nn.kernel.Gemm.Op;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fastest product against sums in double precision, on matrices with gaps between the rows. */
class GemmTest {
  private static final int OFFSET = 3;
  private static final int GAP = 5;

  private final Random random = new Random(9);

  private Matrix matrix(int rows, int columns) {
    double[] values = new double[OFFSET + rows * (columns + GAP)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return new Matrix(offHeap(values), OFFSET, columns + GAP);
  }

  private static double at(Matrix matrix, Op op, int row, int column) {
    int r = op == Op.PLAIN ? row : column;
    int c = op == Op.PLAIN ? column : row;
    return matrix.buffer().get(matrix.offset() + r * matrix.stride() + c);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, PLAIN, 300, 7, 2100, 0",
    "TRANSPOSED, PLAIN, 300, 7, 2100, 1",
    "PLAIN, TRANSPOSED, 255, 7, 2100, 1", // as it is
    "PLAIN, TRANSPOSED, 256, 7, 2047, 1", // as it is
    "PLAIN, TRANSPOSED, 256, 7, 2048, 0", // by whole blocks of 512
    "PLAIN, TRANSPOSED, 300, 9, 2100, 1", // the last block in part
    "PLAIN, TRANSPOSED, 300, 1, 2561, 0"
  })
  void products_are_sums_of_products(Op opA, Op opB, int m, int n, int k, float beta) {
    Gemm gemm = Gemm.fastest();
    requireProduct(gemm, opA, opB, m, n, k, beta);
    requireProduct(gemm, opA, opB, m, n + 4, k, beta); // more room than before
    requireProduct(gemm, opA, opB, m, n, k, beta);
  }

  @Test
  void a_transposed_factor_may_lie_at_another_distance_than_the_one_before() {
    Gemm gemm = Gemm.fastest();
    Matrix a = matrix(256, 2048);
    Matrix b = matrix(3, 2048);
    Matrix wide = new Matrix(offHeap(OFFSET + 3 * 4096), 0, 4096);
    for (int r = 0; r < 3; r++) {
      wide.buffer().copy(r * 4096, b.buffer(), b.offset() + r * b.stride(), 2048);
    }
    Matrix one = matrix(256, 3);
    Matrix other = matrix(256, 3);
    gemm.multiply(Op.PLAIN, Op.TRANSPOSED, 256, 3, 2048, a, b, 0f, one);
    gemm.multiply(Op.PLAIN, Op.TRANSPOSED, 256, 3, 2048, a, wide, 0f, other);
    for (int i = 0; i < 256 * 3; i++) {
      int at = OFFSET + i / 3 * one.stride() + i % 3;
      assertThat(other.buffer().get(at)).isEqualTo(one.buffer().get(at));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8191, true, 8191", "8191, false, 8191", "8192, true, 8192", "8192, false, 8208",
    "10000, true, 10240", "10000, false, 10000", "10001, false, 10016", "33278, false, 33280"
  })
  void long_rows_are_pages_apart_where_that_is_faster_and_else_never(
      int columns, boolean pagesApart, int stride) {
    assertThat(DnnlGemm.strideFor(columns, pagesApart)).isEqualTo(stride);
  }

  private void requireProduct(Gemm gemm, Op opA, Op opB, int m, int n, int k, float beta) {
    Matrix a = opA == Op.PLAIN ? matrix(m, k) : matrix(k, m);
    Matrix b = opB == Op.PLAIN ? matrix(k, n) : matrix(n, k);
    Matrix c =
        beta == 0 ? new Matrix(offHeap(OFFSET + m * (n + GAP)), OFFSET, n + GAP) : matrix(m, n);
    float[] before = c.buffer().toArray();
    System.gc(); // what only native code knows of must survive it
    gemm.multiply(opA, opB, m, n, k, a, b, beta, c);
    float[] after = c.buffer().toArray();
    for (int i = 0; i < after.length; i++) {
      int row = Math.floorDiv(i - OFFSET, c.stride());
      int column = Math.floorMod(i - OFFSET, c.stride());
      boolean meant = i >= OFFSET && column < n;
      double expected = meant && beta == 0 ? 0 : before[i];
      for (int l = 0; meant && l < k; l++) {
        expected += at(a, opA, row, l) * at(b, opB, l, column);
      }
      if (meant) {
        assertThat((double) after[i]).as("[%d, %d]", row, column).isCloseTo(expected, within(1e-3));
      } else {
        assertThat(Float.compare(after[i], before[i])).as("between the rows").isZero();
      }
    }
  }
}
