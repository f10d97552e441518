package io.timestep.nn.kernel;

/** Recurrent cells, and how many blocks of H values each of their parameters has. */
public enum CellType {
  /** Elman: {@code h' = tanh(W x + R h + b)}. */
  RNN(1, 1, 0, 1),
  /** Elman's cell with rectified units: {@code h' = max(0, W x + R h + b)} (Le et al. 2015). */
  RNN_RELU(1, 1, 0, 1),
  /**
   * Long short-term memory with forget gate (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and
   * Cummins 2000). Gates in the order i, f, g, o of PyTorch: {@code c' = f c + i g}, {@code h' = o
   * tanh(c')}.
   */
  LSTM(4, 4, 0, 2),
  /**
   * An LSTM whose gates see the memory (Gers and Schmidhuber 2000): {@code p_i c} and {@code p_f c}
   * are added before the input and forget gates' logistic functions, {@code p_o c'} before the
   * output gate's. Peephole weights in the order i, f, o.
   */
  LSTM_PEEPHOLE(4, 4, 3, 2),
  /**
   * Gated recurrent unit (Cho et al. 2014) with the reset gate applied after the recurrent product,
   * as in cuDNN and PyTorch. Gates in the order r, z, n: {@code n = tanh(W_n x + b_n + r (R_n h +
   * b_m))}, {@code h' = (1 - z) n + z h}. Biases in the order r, z, n, m.
   */
  GRU(3, 4, 0, 1);

  private final int gates;
  private final int biases;
  private final int peepholes;
  private final int stateParts;

  CellType(int gates, int biases, int peepholes, int stateParts) {
    this.gates = gates;
    this.biases = biases;
    this.peepholes = peepholes;
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

  /** Blocks of H weights from the memory to the gates, one for each unit. */
  public int peepholes() {
    return peepholes;
  }

  /** Whether a memory c is carried beside the output h. */
  public boolean hasMemory() {
    return stateParts > 1;
  }

  /** Vectors of H values carried from step to step: 2 (h and c) or 1 (h). */
  public int stateParts() {
    return stateParts;
  }
}
