package io.timestep.nn.kernel;

/** Turns a matrix round by strips of rows that fit the processor's caches. */
final class StripTransposition implements Transposition {
  private static final int STRIP = 32; // rows

  private final int rows;
  private final int columns;
  private final float[] strip; // [STRIP, columns]
  private final float[] column = new float[STRIP];

  StripTransposition(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.strip = new float[Math.multiplyExact(Math.min(STRIP, rows), columns)];
  }

  @Override
  public void apply(Floats matrix, int offset, Floats transpose) {
    for (int first = 0; first < rows; first += STRIP) {
      int count = Math.min(STRIP, rows - first);
      matrix.read(offset + first * columns, strip, 0, count * columns);
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < count; i++) {
          column[i] = strip[i * columns + j];
        }
        transpose.write(j * rows + first, column, 0, count);
      }
    }
  }
}
