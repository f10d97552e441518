package io.timestep.nn.kernel;

import java.util.Arrays;

/** Elman's cell, with tanh or rectified. */
final class RnnMath extends GateMath {
  private final CellType cell;

  RnnMath(CellType cell, int n, int steps) {
    super(cell, n, steps);
    this.cell = cell;
  }

  @Override
  void start(CellState state) {
    // h is all there is
  }

  @Override
  void forward(int t, float[][] recurrent, float[] h) {
    if (cell == CellType.RNN_RELU) {
      Activations.relu(gates[t][0], bias[0], n);
    } else {
      Activations.tanh(gates[t][0], bias[0], n);
    }
    System.arraycopy(gates[t][0], 0, h, 0, n);
  }

  @Override
  void finish(int steps, CellState state) {
    // h is all there is
  }

  @Override
  void backward(int t, float[] dh, float[][] dGates, float[][] dRecurrent) {
    if (cell == CellType.RNN_RELU) {
      throughRelu(dh, gates[t][0], dGates[0], n);
    } else {
      throughTanh(dh, gates[t][0], dGates[0], n);
    }
    add(biasGradient[0], dGates[0], n);
    Arrays.fill(dh, 0f);
  }

  private static void throughRelu(float[] dh, float[] h, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = h[i] > 0f ? dh[i] : 0f;
    }
  }

  private static void throughTanh(float[] dh, float[] h, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = dh[i] * (1f - h[i] * h[i]);
    }
  }
}
