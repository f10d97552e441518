package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;

/**
 * The softmax by chunks of rows: the logits of a chunk are made, normalised, turned into their
 * gradient in place and used up before the next chunk, so that they take 48 MB at most. A 1 is
 * appended to each input, which takes the bias into the matrix products.
 */
final class FastSoftmaxKernel implements SoftmaxKernel {
  /**
   * Rows of a chunk at most. With few, the weights, which each chunk reads again, cost more than
   * the product.
   */
  private static final int ROWS = 800;

  /** Logits of a chunk at most, 48 MB. */
  private static final int LOGITS = 12_000_000;

  /** Below it single precision has no digits left to take a logarithm of. */
  private static final float SMALLEST = 1e-30f;

  /** A cache line, in floats. */
  private static final int LINE = 16;

  private final int inputs;
  private final int vocabulary;
  private final SoftmaxLinear layer;
  private final RowSoftmax softmax;
  private final int width; // from one extended input to the next: to a cache line
  private final int stride; // from one row of logits to the next

  private Arena arena;
  private int capacity; // rows
  private int chunk; // rows
  private Floats extended; // inputs with a 1 appended, [capacity, width], whose ends are not used
  private Floats logits; // [chunk, stride]
  private Floats scratch; // [vocabulary]
  private float[] logitRow; // [vocabulary]
  private float[] targetLogits; // [chunk]

  FastSoftmaxKernel(int inputs, int vocabulary, Gemm gemm, RowSoftmax softmax) {
    this(inputs, vocabulary, new ColumnLinear(inputs, vocabulary, gemm), softmax);
  }

  FastSoftmaxKernel(int inputs, int vocabulary, SoftmaxLinear layer, RowSoftmax softmax) {
    this.inputs = inputs;
    this.vocabulary = vocabulary;
    this.layer = layer;
    this.softmax = softmax;
    this.width = (inputs / LINE + 1) * LINE;
    this.stride = layer.stride();
    this.logitRow = new float[0];
  }

  private void shapeTo(int rows) {
    // By the rows alone, whatever was before: how gradients are summed depends on it.
    int largestChunk = Math.min(rows, Math.max(1, Math.min(ROWS, LOGITS / stride)));
    int chunks = (rows + largestChunk - 1) / largestChunk;
    chunk = (rows + chunks - 1) / chunks;
    if (rows <= capacity) {
      return;
    }
    close();
    long extendedSize = (long) rows * width;
    long logitsSize = (long) largestChunk * stride;
    arena = new Arena(extendedSize, logitsSize, vocabulary);
    extended = arena.allocate(extendedSize);
    logits = arena.allocate(logitsSize);
    scratch = arena.allocate(vocabulary);
    logitRow = new float[vocabulary];
    targetLogits = new float[largestChunk];
    capacity = rows; // at last: room for nothing, if there is not enough memory
  }

  @Override
  public double gradient(Floats parameters, Floats x, int[] targets, Floats gradient, Floats dx) {
    int rows = targets.length;
    shapeTo(rows);
    extend(x, rows);
    double nats = 0;
    for (int first = 0; first < rows; first += chunk) {
      int count = Math.min(chunk, rows - first);
      makeLogits(parameters, first, count);
      noteTargets(targets, first, count);
      softmax.apply(logitsOfChunk(), count, vocabulary);
      for (int r = 0; r < count; r++) {
        nats += lossAndGradient(parameters, targets[first + r], first, r);
      }
      layer.backward(parameters, rowsFrom(first, count), logitsOfChunk(), gradient, dx);
    }
    return nats;
  }

  /** Turns a row of probabilities into the gradient of its logits; its −ln p. */
  private double lossAndGradient(Floats parameters, int target, int first, int row) {
    int start = row * stride;
    if (target == NO_TARGET) {
      logits.slice(start, vocabulary).zero();
      return 0;
    }
    double nats = nats(parameters, target, first, row);
    logits.set(start + target, logits.get(start + target) - 1f);
    return nats;
  }

  @Override
  public TokenScores score(Floats parameters, Floats x, int[] targets) {
    int rows = targets.length;
    shapeTo(rows);
    extend(x, rows);
    TokenScores scores = new TokenScores(new double[rows], new int[rows]);
    for (int first = 0; first < rows; first += chunk) {
      int count = Math.min(chunk, rows - first);
      makeLogits(parameters, first, count);
      noteTargets(targets, first, count);
      for (int r = 0; r < count; r++) {
        scores.ranks()[first + r] = rank(targets[first + r], r);
      }
      softmax.apply(logitsOfChunk(), count, vocabulary);
      for (int r = 0; r < count; r++) {
        if (targets[first + r] != NO_TARGET) {
          scores.nats()[first + r] = nats(parameters, targets[first + r], first, r);
        }
      }
    }
    return scores;
  }

  private int rank(int target, int row) {
    if (target == NO_TARGET) {
      return -1;
    }
    logits.read(row * stride, logitRow, 0, vocabulary);
    float logit = logitRow[target];
    if (Float.isNaN(logit)) {
      return vocabulary; // no number is no hit
    }
    int better = 0;
    for (int v = 0; v < target; v++) {
      better += logitRow[v] >= logit ? 1 : 0;
    }
    for (int v = target + 1; v < vocabulary; v++) {
      better += logitRow[v] > logit ? 1 : 0;
    }
    return better;
  }

  /**
   * −ln p of a row's target, after the softmax. Where p is too small to be exact, or 0, it is found
   * by way of the most probable token, whose logit is computed once more.
   */
  private double nats(Floats parameters, int target, int first, int row) {
    float p = logits.get(row * stride + target);
    if (p > SMALLEST) {
      return -StrictMath.log(p);
    }
    logits.read(row * stride, logitRow, 0, vocabulary);
    int best = 0;
    for (int v = 1; v < vocabulary; v++) {
      if (logitRow[v] > logitRow[best]) {
        best = v;
      }
    }
    double bestLogit = layer.logit(parameters, rowsFrom(first + row, 1), best);
    return bestLogit - targetLogits[row] - StrictMath.log(logitRow[best]);
  }

  /** Keeps the targets' logits, which the softmax overwrites. */
  private void noteTargets(int[] targets, int first, int count) {
    for (int r = 0; r < count; r++) {
      int target = targets[first + r];
      targetLogits[r] = target == NO_TARGET ? 0f : logits.get(r * stride + target);
    }
  }

  @Override
  public void probabilities(Floats parameters, Floats x, int rows, Floats probabilities) {
    shapeTo(rows);
    extend(x, rows);
    Matrix all = new Matrix(probabilities, 0, vocabulary);
    layer.forward(parameters, rowsFrom(0, rows), all);
    softmax.apply(all, rows, vocabulary);
  }

  @Override
  public double[] logProbabilities(Floats parameters, Floats x, int row) {
    shapeTo(1);
    extend(x.slice((long) row * inputs, inputs), 1);
    makeLogits(parameters, 0, 1);
    logits.read(0, logitRow, 0, vocabulary);
    float largest = logitRow[0];
    for (float logit : logitRow) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logitRow) {
      sum += StrictMath.exp((double) logit - largest);
    }
    double logSum = largest + StrictMath.log(sum);
    double[] logP = new double[vocabulary];
    for (int v = 0; v < vocabulary; v++) {
      logP[v] = logitRow[v] - logSum;
    }
    return logP;
  }

  /** Shows the logits of each row in turn, and the logarithm of the sum of their exponentials. */
  void read(Floats parameters, Floats x, int rows, AdaptiveScores.RowReader reader) {
    shapeTo(rows);
    extend(x, rows);
    for (int first = 0; first < rows; first += chunk) {
      int count = Math.min(chunk, rows - first);
      makeLogits(parameters, first, count);
      for (int r = 0; r < count; r++) {
        logits.read(r * stride, logitRow, 0, vocabulary);
        reader.read(first + r, logitRow, logSum());
      }
    }
  }

  /** ln Σ exp of {@link #logitRow}, by way of the greatest, whose probability is at least 1/V. */
  private double logSum() {
    int best = 0;
    for (int v = 1; v < vocabulary; v++) {
      if (logitRow[v] > logitRow[best]) {
        best = v;
      }
    }
    scratch.write(0, logitRow, 0, vocabulary);
    softmax.apply(new Matrix(scratch, 0, vocabulary), 1, vocabulary);
    return logitRow[best] - StrictMath.log(scratch.get(best));
  }

  private void extend(Floats x, int rows) {
    for (int r = 0; r < rows; r++) {
      extended.copy(r * width, x, r * inputs, inputs);
      extended.set(r * width + inputs, 1f);
    }
  }

  private void makeLogits(Floats parameters, int first, int count) {
    layer.forward(parameters, rowsFrom(first, count), logitsOfChunk());
  }

  private Matrix logitsOfChunk() {
    return new Matrix(logits, 0, stride);
  }

  private SoftmaxLinear.Rows rowsFrom(int first, int count) {
    return new SoftmaxLinear.Rows(new Matrix(extended, first * width, width), first, count);
  }

  @Override
  public void close() {
    if (arena != null) {
      arena.close();
      arena = null;
      capacity = 0;
    }
  }
}
