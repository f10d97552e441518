package io.timestep.nn.kernel;

/**
 * Sizes of one recurrent layer and where its parameters lie in its flat vector: input weights W
 * [inputs, gates·hidden], recurrent weights R [hidden, gates·hidden], bias b [biases·hidden],
 * peephole weights p [peepholes·hidden] where the cell has them, each row-major.
 */
public record CellShape(CellType cell, int inputs, int hidden) {
  public CellShape {
    if (inputs < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "a recurrent layer needs inputs and units, got %d and %d".formatted(inputs, hidden));
    }
  }

  /** Columns of W and R. */
  public int width() {
    return cell.gates() * hidden;
  }

  public int recurrentOffset() {
    return inputs * width();
  }

  public int biasOffset() {
    return recurrentOffset() + hidden * width();
  }

  public int peepholeOffset() {
    return biasOffset() + cell.biases() * hidden;
  }

  public int parameters() {
    return peepholeOffset() + cell.peepholes() * hidden;
  }
}
