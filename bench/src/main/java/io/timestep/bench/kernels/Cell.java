package io.timestep.bench.kernels;

import java.util.Locale;

/** Recurrent cells that all programs have. */
public enum Cell {
  LSTM(4),
  /** Linear before reset, as in PyTorch and cuDNN. */
  GRU(3),
  /** Elman's, with tanh. */
  RNN(1);

  private final int gates;

  Cell(int gates) {
    this.gates = gates;
  }

  /** Blocks of H columns in the input and the recurrent weights. */
  public int gates() {
    return gates;
  }

  /** As options and tables write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cell of this name, in lower case. */
  public static Cell of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
