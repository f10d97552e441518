package io.timestep.nn.kernel;

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

  public CellState copy() {
    return new CellState(h.clone(), c.clone());
  }
}
