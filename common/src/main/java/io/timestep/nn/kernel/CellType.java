package io.timestep.nn.kernel;

/** Recurrent cells, and how many blocks of H values each of their parameters has. */
public enum CellType {
  /** Elman: {@code h' = tanh(W x + R h + b)}. */
  RNN(1, 1, 1),
  /**
   * Long short-term memory with forget gate (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and
   * Cummins 2000). Gates in the order i, f, g, o of PyTorch: {@code c' = f c + i g}, {@code h' = o
   * tanh(c')}.
   */
  LSTM(4, 4, 2),
  /**
   * Gated recurrent unit (Cho et al. 2014) with the reset gate applied after the recurrent product,
   * as in cuDNN and PyTorch. Gates in the order r, z, n: {@code n = tanh(W_n x + b_n + r (R_n h +
   * b_m))}, {@code h' = (1 - z) n + z h}. Biases in the order r, z, n, m.
   */
  GRU(3, 4, 1);

  private final int gates;
  private final int biases;
  private final int stateParts;

  CellType(int gates, int biases, int stateParts) {
    this.gates = gates;
    this.biases = biases;
    this.stateParts = stateParts;
  }

  /** Blocks of H columns in the input and the recurrent weights. */
  public int gates() {
    return gates;
  }

  /** Blocks of H values in the bias. */
  public int biases() {
    return biases;
  }

  /** Vectors of H values carried from step to step: 2 (h and c) or 1 (h). */
  public int stateParts() {
    return stateParts;
  }
}
