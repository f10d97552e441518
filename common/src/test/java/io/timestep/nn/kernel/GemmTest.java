package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.Gemm.Matrix;
import io.timestep.nn.kernel.Gemm.Op;
import java.util.Random;
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

  private void requireProduct(Gemm gemm, Op opA, Op opB, int m, int n, int k, float beta) {
    Matrix a = opA == Op.PLAIN ? matrix(m, k) : matrix(k, m);
    Matrix b = opB == Op.PLAIN ? matrix(k, n) : matrix(n, k);
    Matrix c = matrix(m, n);
    float[] before = c.buffer().toArray();
    gemm.multiply(opA, opB, m, n, k, a, b, beta, c);
    float[] after = c.buffer().toArray();
    for (int i = 0; i < after.length; i++) {
      int row = Math.floorDiv(i - OFFSET, c.stride());
      int column = Math.floorMod(i - OFFSET, c.stride());
      boolean meant = i >= OFFSET && column < n;
      double expected = meant ? beta * before[i] : before[i];
      for (int l = 0; meant && l < k; l++) {
        expected += at(a, opA, row, l) * at(b, opB, l, column);
      }
      assertThat((double) after[i]).as("[%d, %d]", row, column).isCloseTo(expected, within(1e-3));
    }
  }
}
