package io.timestep.nn.kernel;

/**
 * The cells by their equations, one number at a time in double precision: what the fast kernel must
 * compute, and plain enough to be checked against finite differences.
 */
final class ReferenceCells {
  private final CellShape shape;
  private final int batch;
  private final int steps;
  private final int hidden;
  private final SequenceMask mask;

  // Of the last forward pass, all [steps (+ 1)][batch][...].
  private double[][][] gates; // activations of all gates, [gates·hidden]
  private double[][][] h; // before the first step and after each, [hidden]
  private double[][][] c; // memory, likewise
  private double[][][] m; // GRU: R_n h + b_m, [hidden]

  ReferenceCells(CellShape shape, int batch, int steps) {
    this(shape, batch, steps, SequenceMask.NONE);
  }

  ReferenceCells(CellShape shape, int batch, int steps, SequenceMask mask) {
    mask.requireShape(batch, steps);
    this.mask = mask;
    this.shape = shape;
    this.batch = batch;
    this.steps = steps;
    this.hidden = shape.hidden();
  }

  /** State of the streams, each [batch·hidden]. */
  record State(double[] h, double[] c) {}

  /**
   * @param parameters flat, as {@link CellShape} says
   * @param x [steps·batch, inputs]
   * @param state before the first step; the state after the last is written to it
   * @return outputs, [steps·batch, hidden]
   */
  double[] forward(double[] parameters, double[] x, State state) {
    gates = new double[steps][batch][shape.width()];
    m = new double[steps][batch][hidden];
    h = new double[steps + 1][batch][hidden];
    c = new double[steps + 1][batch][hidden];
    double[] y = new double[steps * batch * hidden];
    for (int b = 0; b < batch; b++) {
      System.arraycopy(state.h(), b * hidden, h[0][b], 0, hidden);
      if (shape.cell().hasMemory()) {
        System.arraycopy(state.c(), b * hidden, c[0][b], 0, hidden);
      }
      for (int t = 0; t < steps; t++) {
        if (mask.isMasked(t, b)) {
          h[t + 1][b] = h[t][b];
          c[t + 1][b] = c[t][b];
        } else {
          step(parameters, x, t, b);
          System.arraycopy(h[t + 1][b], 0, y, (t * batch + b) * hidden, hidden);
        }
      }
      System.arraycopy(h[steps][b], 0, state.h(), b * hidden, hidden);
      if (shape.cell().hasMemory()) {
        System.arraycopy(c[steps][b], 0, state.c(), b * hidden, hidden);
      }
    }
    return y;
  }

  private void step(double[] p, double[] x, int t, int b) {
    double[] gate = gates[t][b];
    for (int j = 0; j < hidden; j++) {
      switch (shape.cell()) {
        case RNN -> {
          gate[j] = Math.tanh(input(p, x, t, b, 0, j) + recurrent(p, t, b, 0, j));
          h[t + 1][b][j] = gate[j];
        }
        case RNN_RELU -> {
          gate[j] = Math.max(0, input(p, x, t, b, 0, j) + recurrent(p, t, b, 0, j));
          h[t + 1][b][j] = gate[j];
        }
        case LSTM, LSTM_PEEPHOLE -> {
          double[] z = new double[4];
          for (int q = 0; q < 4; q++) {
            z[q] = input(p, x, t, b, q, j) + recurrent(p, t, b, q, j);
          }
          double i = sigmoid(z[0] + peephole(p, 0, j) * c[t][b][j]);
          double f = sigmoid(z[1] + peephole(p, 1, j) * c[t][b][j]);
          double g = Math.tanh(z[2]);
          c[t + 1][b][j] = f * c[t][b][j] + i * g;
          double o = sigmoid(z[3] + peephole(p, 2, j) * c[t + 1][b][j]);
          h[t + 1][b][j] = o * Math.tanh(c[t + 1][b][j]);
          gate[j] = i;
          gate[hidden + j] = f;
          gate[2 * hidden + j] = g;
          gate[3 * hidden + j] = o;
        }
        case GRU -> {
          double r = sigmoid(input(p, x, t, b, 0, j) + recurrent(p, t, b, 0, j));
          double z = sigmoid(input(p, x, t, b, 1, j) + recurrent(p, t, b, 1, j));
          m[t][b][j] = recurrent(p, t, b, 2, j) + p[shape.biasOffset() + 3 * hidden + j];
          double n = Math.tanh(input(p, x, t, b, 2, j) + r * m[t][b][j]);
          gate[j] = r;
          gate[hidden + j] = z;
          gate[2 * hidden + j] = n;
          h[t + 1][b][j] = (1 - z) * n + z * h[t][b][j];
        }
      }
    }
  }

  /** W x + b of gate q, unit j. */
  private double input(double[] p, double[] x, int t, int b, int q, int j) {
    double sum = p[shape.biasOffset() + q * hidden + j];
    for (int i = 0; i < shape.inputs(); i++) {
      sum += x[(t * batch + b) * shape.inputs() + i] * p[i * shape.width() + q * hidden + j];
    }
    return sum;
  }

  /** R h of gate q, unit j. */
  private double recurrent(double[] p, int t, int b, int q, int j) {
    double sum = 0;
    for (int i = 0; i < hidden; i++) {
      sum += h[t][b][i] * p[shape.recurrentOffset() + i * shape.width() + q * hidden + j];
    }
    return sum;
  }

  /** p of gate i, f or o, unit j; 0 in a cell without peepholes. */
  private double peephole(double[] p, int k, int j) {
    return shape.cell().peepholes() == 0 ? 0 : p[shape.peepholeOffset() + k * hidden + j];
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /**
   * Backward through the last forward pass.
   *
   * @param dy gradient of the outputs
   * @param gradient of the parameters, added to
   * @param dx gradient of the inputs, added to
   */
  void backward(double[] p, double[] x, double[] dy, double[] gradient, double[] dx) {
    for (int b = 0; b < batch; b++) {
      double[] dh = new double[hidden];
      double[] dc = new double[hidden];
      for (int t = steps - 1; t >= 0; t--) {
        if (mask.isMasked(t, b)) {
          continue; // dh and dc pass through
        }
        double[] dhBefore = new double[hidden];
        for (int j = 0; j < hidden; j++) {
          double d = dh[j] + dy[(t * batch + b) * hidden + j];
          double[] dInput = new double[shape.cell().gates()];
          double[] dRecurrent = new double[shape.cell().gates()];
          throughUnit(p, t, b, j, d, dc, dhBefore, dInput, dRecurrent);
          for (int q = 0; q < dInput.length; q++) {
            throughProducts(p, x, t, b, q, j, dInput[q], dRecurrent[q], gradient, dx, dhBefore);
          }
          if (shape.cell() == CellType.GRU) {
            gradient[shape.biasOffset() + 3 * hidden + j] += dRecurrent[2];
          }
          if (shape.cell().peepholes() > 0) {
            gradient[shape.peepholeOffset() + j] += dInput[0] * c[t][b][j];
            gradient[shape.peepholeOffset() + hidden + j] += dInput[1] * c[t][b][j];
            gradient[shape.peepholeOffset() + 2 * hidden + j] += dInput[3] * c[t + 1][b][j];
          }
        }
        dh = dhBefore;
      }
    }
  }

  /** From the gradient {@code d} of h to those of the gates' two products, each before its sum. */
  private void throughUnit(
      double[] p,
      int t,
      int b,
      int j,
      double d,
      double[] dc,
      double[] dhBefore,
      double[] dInput,
      double[] dRecurrent) {
    double[] gate = gates[t][b];
    switch (shape.cell()) {
      case RNN -> dInput[0] = d * (1 - gate[j] * gate[j]);
      case RNN_RELU -> dInput[0] = gate[j] > 0 ? d : 0;
      case LSTM, LSTM_PEEPHOLE -> {
        double i = gate[j];
        double f = gate[hidden + j];
        double g = gate[2 * hidden + j];
        double o = gate[3 * hidden + j];
        double tanhC = Math.tanh(c[t + 1][b][j]);
        dInput[3] = d * tanhC * o * (1 - o);
        dc[j] += d * o * (1 - tanhC * tanhC) + dInput[3] * peephole(p, 2, j);
        dInput[0] = dc[j] * g * i * (1 - i);
        dInput[1] = dc[j] * c[t][b][j] * f * (1 - f);
        dInput[2] = dc[j] * i * (1 - g * g);
        dc[j] = dc[j] * f + dInput[0] * peephole(p, 0, j) + dInput[1] * peephole(p, 1, j);
      }
      case GRU -> {
        double r = gate[j];
        double z = gate[hidden + j];
        double n = gate[2 * hidden + j];
        dInput[2] = d * (1 - z) * (1 - n * n);
        dInput[1] = d * (h[t][b][j] - n) * z * (1 - z);
        dInput[0] = dInput[2] * m[t][b][j] * r * (1 - r);
        dhBefore[j] += d * z;
      }
    }
    System.arraycopy(dInput, 0, dRecurrent, 0, dInput.length);
    if (shape.cell() == CellType.GRU) {
      dRecurrent[2] = dInput[2] * gate[j];
    }
  }

  private void throughProducts(
      double[] p,
      double[] x,
      int t,
      int b,
      int q,
      int j,
      double dInput,
      double dRecurrent,
      double[] gradient,
      double[] dx,
      double[] dhBefore) {
    int column = q * hidden + j;
    gradient[shape.biasOffset() + column] += dInput;
    int row = (t * batch + b) * shape.inputs();
    for (int i = 0; i < shape.inputs(); i++) {
      gradient[i * shape.width() + column] += x[row + i] * dInput;
      dx[row + i] += p[i * shape.width() + column] * dInput;
    }
    for (int i = 0; i < hidden; i++) {
      int weight = shape.recurrentOffset() + i * shape.width() + column;
      gradient[weight] += h[t][b][i] * dRecurrent;
      dhBefore[i] += p[weight] * dRecurrent;
    }
  }
}
