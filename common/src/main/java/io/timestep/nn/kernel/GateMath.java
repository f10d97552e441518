package io.timestep.nn.kernel;

import java.util.Arrays;

/**
 * The arithmetic of one cell between its matrix products, forward and backward, for a batch at a
 * time, and the values that the backward pass needs. Arrays are by gate, [batch·hidden]: loops over
 * several arrays with one index are what the compiler vectorises.
 */
abstract sealed class GateMath permits LstmMath, GruMath, RnnMath {
  /** batch·hidden. */
  final int n;

  /**
   * Bias and behind it peephole weights, one array for each block, repeated for each stream.
   * [biases + peepholes][n]
   */
  final float[][] bias;

  /** Gradient of {@link #bias}, summed over steps but not over streams. */
  final float[][] biasGradient;

  /** Gates of each step: pre-activations in, activations out. [steps][gates][n] */
  final float[][][] gates;

  GateMath(CellType cell, int n, int steps) {
    this.n = n;
    this.bias = new float[cell.biases() + cell.peepholes()][n];
    this.biasGradient = new float[bias.length][n];
    this.gates = new float[steps][cell.gates()][n];
  }

  static GateMath of(CellType cell, int n, int steps) {
    return switch (cell) {
      case RNN, RNN_RELU -> new RnnMath(cell, n, steps);
      case LSTM, LSTM_PEEPHOLE -> new LstmMath(cell, n, steps);
      case GRU -> new GruMath(n, steps);
    };
  }

  /** Takes up the state before the first step. */
  abstract void start(CellState state);

  /**
   * One step.
   *
   * @param recurrent the recurrent products where they are kept apart ({@link #recurrentApart}),
   *     [gates][n]; otherwise they are in {@link #gates} already
   * @param h output of the step before in, of this step out, [n]
   */
  abstract void forward(int t, float[][] recurrent, float[] h);

  /** Undoes a step for some units of a masked stream: memory after it as before it. */
  void carry(int t, int from, int count) {
    // h is all there is
  }

  /** Leaves the state after the last step, but for h. */
  abstract void finish(int steps, CellState state);

  /** Forgets the gradients of a pass before. */
  void startBackward() {
    for (float[] gradient : biasGradient) {
      Arrays.fill(gradient, 0f);
    }
  }

  /**
   * One step backward.
   *
   * @param dh gradient of this step's output in; out, the part of the gradient of the output before
   *     that does not run through the recurrent weights. [n]
   * @param dGates gradient of the input products, written, [gates][n]
   * @param dRecurrent gradient of the recurrent products where they are kept apart, written
   */
  abstract void backward(int t, float[] dh, float[][] dGates, float[][] dRecurrent);

  /** Puts the memory's gradient of some units aside, so that a masked step does not touch it. */
  void hold(int from, int count) {
    // h is all there is
  }

  /** Takes back what {@link #hold} put aside. */
  void release(int from, int count) {
    // h is all there is
  }

  /** Whether the cell needs the recurrent products apart from those of the input. */
  boolean recurrentApart() {
    return false;
  }

  static void add(float[] to, float[] from, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += from[i];
    }
  }

  static void addProduct(float[] to, float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += a[i] * b[i];
    }
  }
}
