package io.timestep.nn.kernel;

/** Gated recurrent unit, linear before reset; gates r, z, n, biases r, z, n, m. */
final class GruMath extends GateMath {
  private final float[][] before; // h before each step, [steps][n]
  private final float[][] m; // R_n h + b_m of each step, [steps][n]

  GruMath(int n, int steps) {
    super(CellType.GRU, n, steps);
    this.before = new float[steps][n];
    this.m = new float[steps][n];
  }

  @Override
  boolean recurrentApart() {
    return true;
  }

  @Override
  void start(CellState state) {
    // h is all there is
  }

  @Override
  void forward(int t, float[][] recurrent, float[] h) {
    float[][] gate = gates[t];
    System.arraycopy(h, 0, before[t], 0, n);
    add(gate[0], recurrent[0], n);
    Activations.sigmoid(gate[0], bias[0], n);
    add(gate[1], recurrent[1], n);
    Activations.sigmoid(gate[1], bias[1], n);
    System.arraycopy(recurrent[2], 0, m[t], 0, n);
    add(m[t], bias[3], n);
    addProduct(gate[2], gate[0], m[t], n);
    Activations.tanh(gate[2], bias[2], n);
    mix(gate[1], gate[2], before[t], h, n);
  }

  @Override
  void finish(int steps, CellState state) {
    // h is all there is
  }

  @Override
  void backward(int t, float[] dh, float[][] dGates, float[][] dRecurrent) {
    float[][] gate = gates[t];
    throughMix(dh, gate[1], gate[2], before[t], dGates[1], dGates[2], n);
    throughReset(dGates[2], gate[0], m[t], dGates[0], dRecurrent[2], n);
    System.arraycopy(dGates[0], 0, dRecurrent[0], 0, n);
    System.arraycopy(dGates[1], 0, dRecurrent[1], 0, n);
    for (int q = 0; q < 3; q++) {
      add(biasGradient[q], dGates[q], n);
    }
    add(biasGradient[3], dRecurrent[2], n);
    for (int k = 0; k < n; k++) {
      dh[k] *= gate[1][k];
    }
  }

  private static void mix(float[] z, float[] candidate, float[] before, float[] h, int n) {
    for (int k = 0; k < n; k++) {
      h[k] = candidate[k] + z[k] * (before[k] - candidate[k]);
    }
  }

  private static void throughMix(
      float[] dh, float[] z, float[] candidate, float[] before, float[] outZ, float[] outN, int n) {
    for (int k = 0; k < n; k++) {
      outZ[k] = dh[k] * (before[k] - candidate[k]) * z[k] * (1f - z[k]);
    }
    for (int k = 0; k < n; k++) {
      outN[k] = dh[k] * (1f - z[k]) * (1f - candidate[k] * candidate[k]);
    }
  }

  private static void throughReset(
      float[] dn, float[] r, float[] m, float[] outR, float[] outM, int n) {
    for (int k = 0; k < n; k++) {
      outR[k] = dn[k] * m[k] * r[k] * (1f - r[k]);
    }
    for (int k = 0; k < n; k++) {
      outM[k] = dn[k] * r[k];
    }
  }
}
