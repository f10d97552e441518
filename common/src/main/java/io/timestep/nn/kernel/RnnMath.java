package io.timestep.nn.kernel;

import java.util.Arrays;

/** Elman's cell. */
final class RnnMath extends GateMath {
  RnnMath(int n, int steps) {
    super(CellType.RNN, n, steps);
  }

  @Override
  void start(CellState state) {
    // h is all there is
  }

  @Override
  void forward(int t, float[][] recurrent, float[] h) {
    Activations.tanh(gates[t][0], bias[0], n);
    System.arraycopy(gates[t][0], 0, h, 0, n);
  }

  @Override
  void finish(int steps, CellState state) {
    // h is all there is
  }

  @Override
  void backward(int t, float[] dh, float[][] dGates, float[][] dRecurrent) {
    throughTanh(dh, gates[t][0], dGates[0], n);
    add(biasGradient[0], dGates[0], n);
    Arrays.fill(dh, 0f);
  }

  private static void throughTanh(float[] dh, float[] h, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = dh[i] * (1f - h[i] * h[i]);
    }
  }
}
