package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.Gemm.Op.PLAIN;
import static io.timestep.nn.kernel.Gemm.Op.TRANSPOSED;

import io.timestep.nn.kernel.Gemm.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * The adaptive softmax as a {@link FastSoftmaxKernel} for the head and one for each tail. A tail
 * sees the rows that need it and no others, gathered into a matrix of their own, so that rare words
 * cost what they are worth: at V = 33,278, 200 inputs and cutoffs 2,583 and 13,245 a token takes a
 * tenth of the full softmax' multiplications on average.
 */
final class AdaptiveSoftmaxKernel implements SoftmaxKernel {
  /** Rows whose whole distributions are made at once. */
  private static final int BLOCK = 64;

  private final WordClusters clusters;
  private final AdaptiveWeights weights;
  private final Gemm gemm;
  private final FastSoftmaxKernel head;
  private final List<FastSoftmaxKernel> tails = new ArrayList<>();

  private Arena arena;
  private int capacity; // rows
  private Floats gathered; // inputs of the rows of a tail, [capacity, inputs]
  private Floats dGathered; // [capacity, inputs]
  private Floats projected; // [capacity, size of the largest projection]
  private Floats dProjected; // likewise
  private int[] rowOf = new int[0]; // of each gathered row, [capacity]
  private float[] row; // [inputs]
  private float[] sum; // [inputs]

  AdaptiveSoftmaxKernel(
      WordClusters clusters, AdaptiveWeights weights, Gemm gemm, Supplier<RowSoftmax> softmax) {
    this.clusters = clusters;
    this.weights = weights;
    this.gemm = gemm;
    this.head =
        new FastSoftmaxKernel(
            clusters.inputs(), clusters.head(), weights.head(gemm), softmax.get());
    for (int c = 0; c < clusters.count(); c++) {
      tails.add(
          new FastSoftmaxKernel(
              weights.size(c), clusters.words(c), weights.tail(c, gemm), softmax.get()));
    }
  }

  private void roomFor(int rows) {
    if (rows <= capacity || clusters.count() == 0) {
      return;
    }
    free();
    long wide = (long) rows * clusters.inputs();
    long narrow = (long) rows * weights.size(0);
    arena = new Arena(wide, wide, narrow, narrow);
    gathered = arena.allocate(wide);
    dGathered = arena.allocate(wide);
    projected = arena.allocate(narrow);
    dProjected = arena.allocate(narrow);
    rowOf = new int[rows];
    row = new float[clusters.inputs()];
    sum = new float[clusters.inputs()];
    capacity = rows;
  }

  @Override
  public double gradient(Floats parameters, Floats x, int[] targets, Floats gradient, Floats dx) {
    roomFor(targets.length);
    int[] units = new int[targets.length];
    for (int r = 0; r < units.length; r++) {
      units[r] = targets[r] == NO_TARGET ? NO_TARGET : clusters.headUnit(targets[r]);
    }
    double nats = head.gradient(weights.headOf(parameters), x, units, weights.headOf(gradient), dx);
    for (int c = 0; c < clusters.count(); c++) {
      int rows = gather(x, targets.length, isOf(c, targets));
      if (rows == 0) {
        weights.zero(gradient, c);
      } else {
        nats += tailGradient(parameters, c, rows, targets, gradient);
        addToRows(dx, rows);
      }
    }
    return nats;
  }

  /** Backward through a tail and its projection, of the gathered rows; leaves dGathered. */
  private double tailGradient(
      Floats parameters, int cluster, int rows, int[] targets, Floats gradient) {
    Optional<Matrix> projection = weights.projection(parameters, cluster);
    double nats =
        tails
            .get(cluster)
            .gradient(
                weights.tailOf(parameters, cluster),
                project(parameters, cluster, rows),
                targetsWithin(cluster, rows, targets),
                weights.tailOf(gradient, cluster),
                projection.isPresent() ? dProjected : dGathered);
    projection.ifPresent(
        matrix ->
            projectionGradient(rows, matrix, weights.projection(gradient, cluster).orElseThrow()));
    return nats;
  }

  private void projectionGradient(int rows, Matrix projection, Matrix gradient) {
    int size = projection.stride();
    int inputs = clusters.inputs();
    Matrix dOutput = new Matrix(dProjected, 0, size);
    Matrix input = new Matrix(gathered, 0, inputs);
    Matrix dInput = new Matrix(dGathered, 0, inputs);
    gemm.multiply(TRANSPOSED, PLAIN, inputs, size, rows, input, dOutput, 0f, gradient);
    gemm.multiply(PLAIN, TRANSPOSED, rows, inputs, size, dOutput, projection, 0f, dInput);
  }

  @Override
  public TokenScores score(Floats parameters, Floats x, int[] targets) {
    roomFor(targets.length);
    return new AdaptiveScores(clusters, targets)
        .of(
            (cluster, wanted, reader) -> {
              int rows = gather(x, targets.length, wanted);
              if (rows > 0) {
                tails
                    .get(cluster)
                    .read(
                        weights.tailOf(parameters, cluster),
                        project(parameters, cluster, rows),
                        rows,
                        (r, logits, logSum) -> reader.read(rowOf[r], logits, logSum));
              }
            },
            reader -> head.read(weights.headOf(parameters), x, targets.length, reader));
  }

  @Override
  public void probabilities(Floats parameters, Floats x, int rows, Floats probabilities) {
    roomFor(Math.min(rows, BLOCK));
    int inputs = clusters.inputs();
    for (int first = 0; first < rows; first += BLOCK) {
      int count = Math.min(BLOCK, rows - first);
      Floats block = x.slice((long) first * inputs, (long) count * inputs);
      int at = first;
      double[][] clusterLogP = new double[count][clusters.count()];
      head.read(
          weights.headOf(parameters),
          block,
          count,
          (r, logits, logSum) -> {
            for (int c = 0; c < clusters.count(); c++) {
              clusterLogP[r][c] = logits[clusters.shortlist() + c] - logSum;
            }
            write(probabilities, at + r, 0, clusters.shortlist(), logits, -logSum);
          });
      for (int c = 0; c < clusters.count(); c++) {
        int cluster = c;
        gather(block, count, r -> true);
        tails
            .get(c)
            .read(
                weights.tailOf(parameters, c),
                project(parameters, c, count),
                count,
                (r, logits, logSum) ->
                    write(
                        probabilities,
                        at + r,
                        clusters.first(cluster),
                        clusters.words(cluster),
                        logits,
                        clusterLogP[r][cluster] - logSum));
      }
    }
  }

  /** Writes {@code exp(logits + shift)} over the words of a row from {@code first} on. */
  private void write(
      Floats probabilities, int row, int first, int words, float[] logits, double shift) {
    int at = row * clusters.vocabulary() + first;
    for (int w = 0; w < words; w++) {
      probabilities.set(at + w, (float) StrictMath.exp(logits[w] + shift));
    }
  }

  @Override
  public double[] logProbabilities(Floats parameters, Floats x, int row) {
    roomFor(1);
    double[] headLogP = head.logProbabilities(weights.headOf(parameters), x, row);
    double[] logP = new double[clusters.vocabulary()];
    System.arraycopy(headLogP, 0, logP, 0, clusters.shortlist());
    Floats input = x.slice((long) row * clusters.inputs(), clusters.inputs());
    for (int c = 0; c < clusters.count(); c++) {
      gather(input, 1, r -> true);
      double[] tailLogP =
          tails
              .get(c)
              .logProbabilities(weights.tailOf(parameters, c), project(parameters, c, 1), 0);
      double clusterLogP = headLogP[clusters.shortlist() + c];
      for (int w = 0; w < tailLogP.length; w++) {
        logP[clusters.first(c) + w] = clusterLogP + tailLogP[w];
      }
    }
    return logP;
  }

  private IntPredicate isOf(int cluster, int[] targets) {
    return r -> targets[r] != NO_TARGET && clusters.of(targets[r]) == cluster;
  }

  /** Copies some rows of x side by side; how many. */
  private int gather(Floats x, int rows, IntPredicate wanted) {
    int inputs = clusters.inputs();
    int count = 0;
    for (int r = 0; r < rows; r++) {
      if (wanted.test(r)) {
        gathered.copy(count * inputs, x, r * inputs, inputs);
        rowOf[count++] = r;
      }
    }
    return count;
  }

  private void addToRows(Floats dx, int rows) {
    int inputs = clusters.inputs();
    for (int r = 0; r < rows; r++) {
      dGathered.read(r * inputs, row, 0, inputs);
      dx.read(rowOf[r] * inputs, sum, 0, inputs);
      for (int i = 0; i < inputs; i++) {
        sum[i] += row[i];
      }
      dx.write(rowOf[r] * inputs, sum, 0, inputs);
    }
  }

  private int[] targetsWithin(int cluster, int rows, int[] targets) {
    int[] within = new int[rows];
    for (int r = 0; r < rows; r++) {
      within[r] = targets[rowOf[r]] - clusters.first(cluster);
    }
    return within;
  }

  /** A tail's inputs of the gathered rows: {@code gathered P}, or the rows themselves. */
  private Floats project(Floats parameters, int cluster, int rows) {
    Optional<Matrix> projection = weights.projection(parameters, cluster);
    if (projection.isEmpty()) {
      return gathered;
    }
    int size = weights.size(cluster);
    int inputs = clusters.inputs();
    Matrix input = new Matrix(gathered, 0, inputs);
    Matrix output = new Matrix(projected, 0, size);
    gemm.multiply(PLAIN, PLAIN, rows, size, inputs, input, projection.get(), 0f, output);
    return projected;
  }

  private void free() {
    if (arena != null) {
      arena.close();
      arena = null;
      capacity = 0;
    }
  }

  @Override
  public void close() {
    head.close();
    tails.forEach(FastSoftmaxKernel::close);
    free();
  }
}
