package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;

/** Softmax by the book, in double precision. */
final class PlainSoftmax implements RowSoftmax {
  @Override
  public void apply(Matrix matrix, int rows, int columns) {
    float[] row = new float[columns];
    double[] exponentials = new double[columns];
    for (int r = 0; r < rows; r++) {
      int start = matrix.offset() + r * matrix.stride();
      matrix.buffer().read(start, row, 0, columns);
      float largest = row[0];
      for (float logit : row) {
        largest = Math.max(largest, logit);
      }
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        exponentials[j] = StrictMath.exp((double) row[j] - largest);
        sum += exponentials[j];
      }
      for (int j = 0; j < columns; j++) {
        row[j] = (float) (exponentials[j] / sum);
      }
      matrix.buffer().write(start, row, 0, columns);
    }
  }
}
