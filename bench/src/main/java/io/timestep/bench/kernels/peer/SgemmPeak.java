package io.timestep.bench.kernels.peer;

import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.Gemm;
import io.timestep.nn.kernel.Gemm.Matrix;
import io.timestep.nn.kernel.Gemm.Op;
import io.timestep.nn.kernel.SingleThread;
import org.nd4j.linalg.factory.Nd4j;

/** What the matrix product that the layers are made of reaches on a large matrix. */
final class SgemmPeak {
  /** Rows and columns of all three matrices. */
  static final int SIZE = 1024;

  private static final int ROUNDS = 8;

  private final Gemm gemm = Gemm.fastest();
  private final Matrix a = matrix(0.5f);
  private final Matrix b = matrix(0.25f);
  private final Matrix c = matrix(0);

  SgemmPeak() {
    SingleThread.pin();
  }

  private static Matrix matrix(float value) {
    return new Matrix(Floats.of(Nd4j.valueArrayOf(SIZE * SIZE, value)), 0, SIZE);
  }

  /** The fastest of some products. In 10^9 floating-point operations a second. */
  double gflops() {
    double peak = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      gemm.multiply(Op.PLAIN, Op.PLAIN, SIZE, SIZE, SIZE, a, b, 0f, c);
      peak = Math.max(peak, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - begin));
    }
    return peak;
  }
}
