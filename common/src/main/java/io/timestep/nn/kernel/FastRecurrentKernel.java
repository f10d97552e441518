package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.Gemm.Op.PLAIN;
import static io.timestep.nn.kernel.Gemm.Op.TRANSPOSED;

import io.timestep.nn.kernel.Gemm.Matrix;
import java.util.Arrays;

/**
 * Recurrent layers composed of matrix products: one for the inputs of the whole sequence, one small
 * one a step, and after the backward pass one for each gradient of the whole sequence. Buffers and
 * products are made for a batch and kept while it stays; with a longer sequence the buffers grow.
 */
final class FastRecurrentKernel implements RecurrentKernel {
  private final CellShape shape;
  private final Gemm gemm;
  private final int hidden;
  private final int width; // columns of the gates

  private int batch;
  private int capacity; // steps that there is room for
  private int steps;
  private SequenceMask mask;
  private Arena arena;
  private Floats gates; // input products, later their gradients, [capacity·batch, width]
  private Floats recurrent; // recurrent products of a step; apart: gradients of all, as gates
  private Floats outputs; // h before the first step and after each, [(capacity + 1)·batch, hidden]
  private Floats back; // gradient that comes back through the recurrent weights, [batch, hidden]
  private StepProducts fromStates; // a step's h times the recurrent weights
  private StepProducts toStates; // a step's gradient of the gates times their transpose
  private StepProduct fromState; // that of the sequence at hand
  private GateMath math;
  private float[] h; // [batch·hidden], also as gradient
  private float[] scratch; // [batch·hidden]
  private float[] held; // gradient of h of masked streams, [batch·hidden]
  private float[][] products; // [gates][batch·hidden]
  private float[][] dGates; // [gates][batch·hidden]

  FastRecurrentKernel(CellShape shape, Gemm gemm) {
    this.shape = shape;
    this.gemm = gemm;
    this.hidden = shape.hidden();
    this.width = shape.width();
  }

  private void shapeTo(int newBatch, int newSteps) {
    if (newBatch != batch) {
      close();
    }
    if (newSteps > capacity) {
      closeBuffers();
      makeRoom(newBatch, newSteps);
      capacity = newSteps; // at last: room for nothing, if there is not enough memory
    }
    if (newBatch != batch) {
      take(newBatch);
      batch = newBatch; // likewise
    }
    steps = newSteps;
  }

  private void makeRoom(int newBatch, int newCapacity) {
    int rows = newCapacity * newBatch;
    int n = newBatch * hidden;
    GateMath newMath = GateMath.of(shape.cell(), n, newCapacity);
    long apart = newMath.recurrentApart() ? (long) rows * width : 0;
    long history = (long) (rows + newBatch) * hidden;
    arena = new Arena((long) rows * width, apart, history, n);
    gates = arena.allocate((long) rows * width);
    recurrent = arena.allocate(apart);
    outputs = arena.allocate(history);
    back = arena.allocate(n);
    math = newMath; // at last: without it no pass touches the buffers
  }

  /** Makes what is the same for all lengths. */
  private void take(int newBatch) {
    int n = newBatch * hidden;
    float beta = math.recurrentApart() ? 0f : 1f;
    fromStates =
        new StepProducts(gemm, new StepProduct.Shape(newBatch, PLAIN, hidden, width, beta));
    toStates =
        new StepProducts(gemm, new StepProduct.Shape(newBatch, TRANSPOSED, hidden, width, 0f));
    h = new float[n];
    scratch = new float[n];
    held = new float[n];
    products = new float[shape.cell().gates()][n];
    dGates = new float[shape.cell().gates()][n];
  }

  @Override
  public void forward(
      int newBatch,
      int newSteps,
      SequenceMask newMask,
      Floats parameters,
      Floats x,
      CellState state,
      Floats y) {
    newMask.requireShape(newBatch, newSteps);
    shapeTo(newBatch, newSteps);
    mask = newMask;
    repeatBias(parameters);
    gemm.multiply(
        PLAIN,
        PLAIN,
        steps * batch,
        width,
        shape.inputs(),
        new Matrix(x, 0, shape.inputs()),
        new Matrix(parameters, 0, width),
        0f,
        new Matrix(gates, 0, width));
    int n = batch * hidden;
    System.arraycopy(state.h(), 0, h, 0, n);
    outputs.write(0, h, 0, n);
    math.start(state);
    fromState = fromStates.of(steps);
    fromState.take(parameters, shape.recurrentOffset());
    for (int t = 0; t < steps; t++) {
      step(t);
    }
    math.finish(steps, state);
    System.arraycopy(h, 0, state.h(), 0, n);
    y.copy(0, outputs, n, steps * n);
    silence(y);
  }

  /** No output at masked steps. */
  private void silence(Floats y) {
    Arrays.fill(scratch, 0, hidden, 0f);
    for (int t = 0; t < steps; t++) {
      for (int b : mask.masked(t)) {
        y.write((t * batch + b) * hidden, scratch, 0, hidden);
      }
    }
  }

  private void step(int t) {
    boolean apart = math.recurrentApart();
    fromState.multiply(
        outputs, t * batch * hidden, apart ? recurrent : gates, apart ? 0 : t * batch * width);
    readGates(gates, t * batch, math.gates[t]);
    if (apart) {
      readGates(recurrent, 0, products);
    }
    math.forward(t, products, h);
    for (int b : mask.masked(t)) {
      outputs.read((t * batch + b) * hidden, h, b * hidden, hidden);
      math.carry(t, b * hidden, hidden);
    }
    outputs.write((t + 1) * batch * hidden, h, 0, batch * hidden);
  }

  @Override
  public void backward(Floats parameters, Floats x, Floats dy, Floats gradient, Floats dx) {
    boolean apart = math.recurrentApart();
    Floats dRecurrent = apart ? recurrent : gates;
    int n = batch * hidden;
    math.startBackward();
    Arrays.fill(h, 0f);
    StepProduct toState = toStates.of(steps);
    toState.take(parameters, shape.recurrentOffset());
    for (int t = steps - 1; t >= 0; t--) {
      hold(t);
      dy.read(t * n, scratch, 0, n);
      for (int b : mask.masked(t)) {
        Arrays.fill(scratch, b * hidden, (b + 1) * hidden, 0f);
      }
      GateMath.add(h, scratch, n);
      math.backward(t, h, dGates, products);
      writeGates(gates, t * batch, dGates);
      if (apart) {
        writeGates(recurrent, t * batch, products);
      }
      if (t > 0) {
        toState.multiply(dRecurrent, t * batch * width, back, 0);
        back.read(0, scratch, 0, n);
        GateMath.add(h, scratch, n);
      }
      release(t);
    }
    parameterGradients(x, dRecurrent, gradient);
    gemm.multiply(
        PLAIN,
        TRANSPOSED,
        steps * batch,
        shape.inputs(),
        width,
        new Matrix(gates, 0, width),
        new Matrix(parameters, 0, width),
        0f,
        new Matrix(dx, 0, shape.inputs()));
  }

  /**
   * Puts gradients of masked streams aside. The step then runs backward from zeros, which leaves
   * zeros in all its gradients.
   */
  private void hold(int t) {
    for (int b : mask.masked(t)) {
      System.arraycopy(h, b * hidden, held, b * hidden, hidden);
      Arrays.fill(h, b * hidden, (b + 1) * hidden, 0f);
      math.hold(b * hidden, hidden);
    }
  }

  private void release(int t) {
    for (int b : mask.masked(t)) {
      System.arraycopy(held, b * hidden, h, b * hidden, hidden);
      math.release(b * hidden, hidden);
    }
  }

  private void parameterGradients(Floats x, Floats dRecurrent, Floats gradient) {
    int rows = steps * batch;
    gemm.multiply(
        TRANSPOSED,
        PLAIN,
        shape.inputs(),
        width,
        rows,
        new Matrix(x, 0, shape.inputs()),
        new Matrix(gates, 0, width),
        0f,
        new Matrix(gradient, 0, width));
    gemm.multiply(
        TRANSPOSED,
        PLAIN,
        hidden,
        width,
        rows,
        new Matrix(outputs, 0, hidden),
        new Matrix(dRecurrent, 0, width),
        0f,
        new Matrix(gradient, shape.recurrentOffset(), width));
    for (int q = 0; q < math.bias.length; q++) {
      float[] byStream = math.biasGradient[q];
      for (int b = 1; b < batch; b++) {
        for (int j = 0; j < hidden; j++) {
          byStream[j] += byStream[b * hidden + j];
        }
      }
      gradient.write(shape.biasOffset() + q * hidden, byStream, 0, hidden);
    }
  }

  private void repeatBias(Floats parameters) { // and peepholes, which lie behind it
    for (int q = 0; q < math.bias.length; q++) {
      for (int b = 0; b < batch; b++) {
        parameters.read(shape.biasOffset() + q * hidden, math.bias[q], b * hidden, hidden);
      }
    }
  }

  /** From rows that hold all gates of a stream to one array for each gate. */
  private void readGates(Floats from, int row, float[][] to) {
    for (int b = 0; b < batch; b++) {
      for (int q = 0; q < to.length; q++) {
        from.read((row + b) * width + q * hidden, to[q], b * hidden, hidden);
      }
    }
  }

  private void writeGates(Floats to, int row, float[][] from) {
    for (int b = 0; b < batch; b++) {
      for (int q = 0; q < from.length; q++) {
        to.write((row + b) * width + q * hidden, from[q], b * hidden, hidden);
      }
    }
  }

  @Override
  public void close() {
    batch = 0;
    closeBuffers();
    fromState = null;
    if (fromStates != null) {
      fromStates.close();
      fromStates = null;
    }
    if (toStates != null) {
      toStates.close();
      toStates = null;
    }
  }

  private void closeBuffers() {
    capacity = 0;
    math = null;
    if (arena != null) {
      arena.close();
      arena = null;
    }
  }
}
