package io.timestep.nn.kernel;

import java.util.Arrays;

/** Long short-term memory; gates i, f, g, o, peepholes (where there are any) i, f, o. */
final class LstmMath extends GateMath {
  private static final int PEEPHOLES = 4; // where they begin, behind the biases

  private final float[][] c; // memory before the first step and after each, [steps + 1][n]
  private final float[][] tanhC; // [steps][n]
  private final float[] dc; // gradient of the memory after the step at hand, [n]
  private final float[] held; // gradient of the memory of masked streams, [n]
  private final boolean peepholes;

  LstmMath(CellType cell, int n, int steps) {
    super(cell, n, steps);
    this.peepholes = cell.peepholes() > 0;
    this.c = new float[steps + 1][n];
    this.tanhC = new float[steps][n];
    this.dc = new float[n];
    this.held = new float[n];
  }

  @Override
  void start(CellState state) {
    System.arraycopy(state.c(), 0, c[0], 0, n);
  }

  @Override
  void forward(int t, float[][] recurrent, float[] h) {
    float[][] gate = gates[t];
    if (peepholes) {
      addProduct(gate[0], bias[PEEPHOLES], c[t], n);
      addProduct(gate[1], bias[PEEPHOLES + 1], c[t], n);
    }
    Activations.sigmoid(gate[0], bias[0], n);
    Activations.sigmoid(gate[1], bias[1], n);
    Activations.tanh(gate[2], bias[2], n);
    remember(gate[0], gate[1], gate[2], c[t], c[t + 1], n);
    if (peepholes) {
      addProduct(gate[3], bias[PEEPHOLES + 2], c[t + 1], n);
    }
    Activations.sigmoid(gate[3], bias[3], n);
    System.arraycopy(c[t + 1], 0, tanhC[t], 0, n);
    Activations.tanh(tanhC[t], n);
    multiply(gate[3], tanhC[t], h, n);
  }

  @Override
  void carry(int t, int from, int count) {
    System.arraycopy(c[t], from, c[t + 1], from, count);
  }

  @Override
  void hold(int from, int count) {
    System.arraycopy(dc, from, held, from, count);
    Arrays.fill(dc, from, from + count, 0f);
  }

  @Override
  void release(int from, int count) {
    System.arraycopy(held, from, dc, from, count);
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
    if (peepholes) {
      addProduct(dc, dGates[3], bias[PEEPHOLES + 2], n);
    }
    throughMemory(dc, gate[0], gate[1], gate[2], c[t], dGates[0], dGates[1], dGates[2], n);
    multiply(dc, gate[1], dc, n);
    if (peepholes) {
      throughPeepholes(t, dGates);
    }
    for (int q = 0; q < 4; q++) {
      add(biasGradient[q], dGates[q], n);
    }
    Arrays.fill(dh, 0f);
  }

  /** To the memory before the step, and to the weights: those of o see the memory after it. */
  private void throughPeepholes(int t, float[][] dGates) {
    addProduct(dc, dGates[0], bias[PEEPHOLES], n);
    addProduct(dc, dGates[1], bias[PEEPHOLES + 1], n);
    addProduct(biasGradient[PEEPHOLES], dGates[0], c[t], n);
    addProduct(biasGradient[PEEPHOLES + 1], dGates[1], c[t], n);
    addProduct(biasGradient[PEEPHOLES + 2], dGates[3], c[t + 1], n);
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
