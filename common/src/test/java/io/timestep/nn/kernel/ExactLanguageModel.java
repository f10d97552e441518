package io.timestep.nn.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * A whole language model by its equations, in double precision: embedding, two recurrent layers in
 * one direction or both, softmax. What a network of our layers must compute, and exact enough to be
 * checked against finite differences.
 *
 * <p>All rows of sequences are time-major, as in {@link RecurrentKernel}.
 */
public final class ExactLanguageModel {
  private static final int LAYERS = 2;

  /**
   * @param directions 1, or 2 for layers whose two directions stand side by side
   * @param cutoffs of an adaptive softmax; empty: a full one
   * @param tied whether the softmax has the embedding's vectors; what else it has is then behind
   *     them
   */
  public record Shape(
      CellType cell,
      int directions,
      int vocabulary,
      int embedding,
      int hidden,
      List<Integer> cutoffs,
      boolean tied) {

    /** Units that go into a recurrent layer, or, after the last of them, into the softmax. */
    public int inputs(int layer) {
      return layer == 0 ? embedding : directions * hidden;
    }

    /** One direction of a layer. */
    public CellShape layer(int layer) {
      return new CellShape(cell, inputs(layer), hidden);
    }

    private int layerAt(int layer) {
      int before = layer == 0 ? 0 : directions * layer(0).parameters();
      return (tied ? TiedVectors.length(clusters()) : vocabulary * embedding) + before;
    }

    private int outputAt() {
      return layerAt(1) + directions * layer(1).parameters();
    }

    private WordClusters clusters() {
      return new WordClusters(inputs(LAYERS), vocabulary, cutoffs, tied ? 1 : 4);
    }

    /** Of the flat vector: the embedding, the layers with their directions, the softmax. */
    public int parameters() {
      return outputAt() + (tied ? 0 : Math.toIntExact(clusters().parameters()));
    }
  }

  /**
   * What is read.
   *
   * @param tokens ids, [steps·batch]
   * @param targets ids, [steps·batch]
   * @param present 0 where a step is masked, [steps·batch]
   * @param h before the first step, [layers][batch·hidden]; of both directions alike
   * @param c likewise; of cells with a memory
   */
  public record Window(
      int batch, int[] tokens, int[] targets, int[] present, double[][] h, double[][] c) {}

  /**
   * What each value is multiplied with.
   *
   * @param words [vocabulary]
   * @param units of what goes into each layer's directions and, last, into the softmax,
   *     [layers·directions + 1][batch·inputs]
   * @param recurrent weights of each layer's directions, [layers·directions][hidden·width]
   */
  public record Factors(double[] words, double[][] units, double[][] recurrent) {}

  private final Shape shape;
  private final Window window;
  private final Factors factors;

  public ExactLanguageModel(Shape shape, Window window, Factors factors) {
    this.shape = shape;
    this.window = window;
    this.factors = factors;
  }

  /** The factors of a recurrent layer's {@link WeightDrop}. */
  public static double[] weightDrop(CellShape shape, double probability, long seed) {
    try (WeightDrop drop = new WeightDrop(shape, probability)) {
      drop.drop(KernelArrays.offHeap(shape.parameters()), seed);
      return Doubles.of(drop.factors());
    }
  }

  /**
   * Reads the window.
   *
   * @param gradient of the nats for the parameters, added to
   * @return the sum of the targets' nats
   */
  public double gradient(double[] parameters, double[] gradient) {
    Direction[][] layers = new Direction[LAYERS][shape.directions()];
    double[] x = embed(parameters);
    for (int layer = 0; layer < LAYERS; layer++) {
      double[] y = new double[window.tokens().length * shape.inputs(layer + 1)];
      for (int d = 0; d < shape.directions(); d++) {
        layers[layer][d] = new Direction(layer, d);
        write(layers[layer][d].forward(parameters, x), y, d);
      }
      x = y;
    }
    double[] kept = factors.units()[LAYERS * shape.directions()];
    double[] dx = new double[x.length];
    double nats = softmax(parameters, scaled(x, kept), gradient, dx);
    dx = scaled(dx, kept);
    for (int layer = LAYERS - 1; layer >= 0; layer--) {
      double[] dy = dx;
      dx = new double[window.tokens().length * shape.inputs(layer)];
      for (int d = 0; d < shape.directions(); d++) {
        layers[layer][d].backward(read(dy, d), gradient, dx);
      }
    }
    throughEmbedding(dx, gradient);
    return nats;
  }

  private double[] embed(double[] p) {
    double[] x = new double[window.tokens().length * shape.embedding()];
    for (int i = 0; i < x.length; i++) {
      int token = window.tokens()[i / shape.embedding()];
      x[i] = factors.words()[token] * p[token * shape.embedding() + i % shape.embedding()];
    }
    return x;
  }

  private void throughEmbedding(double[] dx, double[] gradient) {
    for (int i = 0; i < dx.length; i++) {
      int token = window.tokens()[i / shape.embedding()];
      gradient[token * shape.embedding() + i % shape.embedding()] += factors.words()[token] * dx[i];
    }
  }

  private static double[] scaled(double[] rows, double[] factors) {
    double[] scaled = rows.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factors[i % factors.length]; // at each step the same
    }
    return scaled;
  }

  private double softmax(double[] p, double[] x, double[] gradient, double[] dx) {
    int[] targets = window.targets().clone();
    for (int i = 0; i < targets.length; i++) {
      targets[i] = window.present()[i] == 0 ? SoftmaxKernel.NO_TARGET : targets[i];
    }
    WordClusters clusters = shape.clusters();
    int from = shape.tied() ? 0 : shape.outputAt();
    int to = shape.tied() ? shape.layerAt(0) : p.length;
    double[] own = Arrays.copyOfRange(p, from, to);
    double[] untied = shape.tied() ? TiedVectors.untied(clusters, own) : own;
    double[] slopes = new double[untied.length];
    double nats = new ReferenceSoftmaxKernel(clusters).gradient(untied, x, targets, slopes, dx);
    add(shape.tied() ? TiedVectors.gradient(clusters, slopes) : slopes, gradient, from);
    return nats;
  }

  private static void add(double[] values, double[] to, int offset) {
    for (int i = 0; i < values.length; i++) {
      to[offset + i] += values[i];
    }
  }

  /** One direction's part of rows that have all directions side by side. */
  private double[] read(double[] rows, int direction) {
    int hidden = shape.hidden();
    double[] part = new double[rows.length / shape.directions()];
    for (int i = 0; i < part.length; i++) {
      part[i] = rows[(i / hidden * shape.directions() + direction) * hidden + i % hidden];
    }
    return part;
  }

  private void write(double[] part, double[] rows, int direction) {
    int hidden = shape.hidden();
    for (int i = 0; i < part.length; i++) {
      rows[(i / hidden * shape.directions() + direction) * hidden + i % hidden] = part[i];
    }
  }

  /** A layer in one direction; the second reads backwards. */
  private final class Direction {
    private final CellShape cell;
    private final int layer;
    private final int offset;
    private final double[] kept; // factors of the inputs
    private final double[] dropped; // factors of the recurrent weights
    private final boolean backwards;
    private final ReferenceCells cells;
    private double[] used; // parameters
    private double[] x; // in the order of reading

    Direction(int layer, int direction) {
      this.layer = layer;
      this.cell = shape.layer(layer);
      this.offset = shape.layerAt(layer) + direction * cell.parameters();
      this.kept = factors.units()[layer * shape.directions() + direction];
      this.dropped = factors.recurrent()[layer * shape.directions() + direction];
      this.backwards = direction == 1;
      int batch = window.batch();
      double[] counts = Arrays.stream(window.present()).asDoubleStream().toArray();
      int[] present = Arrays.stream(inOrder(counts)).mapToInt(count -> (int) count).toArray();
      this.cells =
          new ReferenceCells(cell, batch, present.length / batch, SequenceMask.of(present, batch));
    }

    double[] forward(double[] p, double[] input) {
      used = withFactors(Arrays.copyOfRange(p, offset, offset + cell.parameters()));
      x = inOrder(scaled(input, kept));
      ReferenceCells.State state =
          new ReferenceCells.State(window.h()[layer].clone(), window.c()[layer].clone());
      return inOrder(cells.forward(used, x, state));
    }

    void backward(double[] dy, double[] gradient, double[] dInput) {
      double[] own = new double[cell.parameters()];
      double[] dx = new double[x.length];
      cells.backward(used, x, inOrder(dy), own, dx);
      add(withFactors(own), gradient, offset);
      add(scaled(inOrder(dx), kept), dInput, 0);
    }

    private double[] withFactors(double[] parameters) {
      double[] scaled = parameters.clone();
      for (int i = 0; i < dropped.length; i++) {
        scaled[cell.recurrentOffset() + i] *= dropped[i];
      }
      return scaled;
    }

    private double[] inOrder(double[] rows) {
      if (!backwards) {
        return rows;
      }
      double[] reversed = new double[rows.length];
      int step = rows.length / (window.tokens().length / window.batch());
      for (int from = 0; from < rows.length; from += step) {
        System.arraycopy(rows, from, reversed, rows.length - step - from, step);
      }
      return reversed;
    }
  }
}
