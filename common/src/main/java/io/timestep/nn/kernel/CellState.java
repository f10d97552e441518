package io.timestep.nn.kernel;

import java.util.Arrays;

/**
 * What a cell carries from step to step.
 *
 * @param h output, [batch, hidden] row-major
 * @param c memory of an LSTM, as h; of cells without one, empty
 */
public record CellState(float[] h, float[] c) {

  /** The state before anything was read. */
  public static CellState zero(CellType cell, int batch, int hidden) {
    return new CellState(
        new float[batch * hidden], new float[cell.hasMemory() ? batch * hidden : 0]);
  }

  /** Puts a stream's part back to zero. */
  public void clear(int stream, int hidden) {
    for (float[] values : new float[][] {h, c}) {
      if (values.length > 0) {
        Arrays.fill(values, stream * hidden, (stream + 1) * hidden, 0f);
      }
    }
  }

  public CellState copy() {
    return new CellState(h.clone(), c.clone());
  }
}
