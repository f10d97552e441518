package io.timestep.nn.kernel;

/** Softmax by the book, in double precision. */
final class PlainSoftmax implements RowSoftmax {
  @Override
  public void apply(Floats matrix, int rows, int columns) {
    float[] row = new float[columns];
    double[] exponentials = new double[columns];
    for (int r = 0; r < rows; r++) {
      matrix.read(r * columns, row, 0, columns);
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
      matrix.write(r * columns, row, 0, columns);
    }
  }
}
