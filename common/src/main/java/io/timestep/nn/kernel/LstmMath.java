package io.timestep.nn.kernel;

import java.util.Arrays;

/** Long short-term memory; gates i, f, g, o. */
final class LstmMath extends GateMath {
  private final float[][] c; // memory before the first step and after each, [steps + 1][n]
  private final float[][] tanhC; // [steps][n]
  private final float[] dc; // gradient of the memory after the step at hand, [n]

  LstmMath(int n, int steps) {
    super(CellType.LSTM, n, steps);
    this.c = new float[steps + 1][n];
    this.tanhC = new float[steps][n];
    this.dc = new float[n];
  }

  @Override
  void start(CellState state) {
    System.arraycopy(state.c(), 0, c[0], 0, n);
  }

  @Override
  void forward(int t, float[][] recurrent, float[] h) {
    float[][] gate = gates[t];
    Activations.sigmoid(gate[0], bias[0], n);
    Activations.sigmoid(gate[1], bias[1], n);
    Activations.tanh(gate[2], bias[2], n);
    Activations.sigmoid(gate[3], bias[3], n);
    remember(gate[0], gate[1], gate[2], c[t], c[t + 1], n);
    System.arraycopy(c[t + 1], 0, tanhC[t], 0, n);
    Activations.tanh(tanhC[t], n);
    multiply(gate[3], tanhC[t], h, n);
  }

  @Override
  void finish(int steps, CellState state) {
    System.arraycopy(c[steps], 0, state.c(), 0, n);
  }

  @Override
  void startBackward() {
    super.startBackward();
    Arrays.fill(dc, 0f);
  }

  @Override
  void backward(int t, float[] dh, float[][] dGates, float[][] dRecurrent) {
    float[][] gate = gates[t];
    throughOutput(dh, gate[3], tanhC[t], dGates[3], dc, n);
    throughMemory(dc, gate[0], gate[1], gate[2], c[t], dGates[0], dGates[1], dGates[2], n);
    multiply(dc, gate[1], dc, n);
    for (int q = 0; q < 4; q++) {
      add(biasGradient[q], dGates[q], n);
    }
    Arrays.fill(dh, 0f);
  }

  private static void remember(
      float[] i, float[] f, float[] g, float[] before, float[] after, int n) {
    for (int k = 0; k < n; k++) {
      after[k] = f[k] * before[k] + i[k] * g[k];
    }
  }

  private static void multiply(float[] a, float[] b, float[] product, int n) {
    for (int k = 0; k < n; k++) {
      product[k] = a[k] * b[k];
    }
  }

  private static void throughOutput(
      float[] dh, float[] o, float[] tanhC, float[] outO, float[] dc, int n) {
    for (int k = 0; k < n; k++) {
      outO[k] = dh[k] * tanhC[k] * o[k] * (1f - o[k]);
    }
    for (int k = 0; k < n; k++) {
      dc[k] += dh[k] * o[k] * (1f - tanhC[k] * tanhC[k]);
    }
  }

  private static void throughMemory(
      float[] dc,
      float[] i,
      float[] f,
      float[] g,
      float[] before,
      float[] outI,
      float[] outF,
      float[] outG,
      int n) {
    for (int k = 0; k < n; k++) {
      outI[k] = dc[k] * g[k] * i[k] * (1f - i[k]);
    }
    for (int k = 0; k < n; k++) {
      outF[k] = dc[k] * before[k] * f[k] * (1f - f[k]);
    }
    for (int k = 0; k < n; k++) {
      outG[k] = dc[k] * i[k] * (1f - g[k] * g[k]);
    }
  }
}
