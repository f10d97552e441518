package io.timestep.nn.kernel;

/**
 * A softmax over a vocabulary on top of a linear layer, with integer targets. Parameters are flat:
 * those of a full softmax its weights [inputs, vocabulary] row-major, then the bias [vocabulary];
 * those of an adaptive one as {@link WordClusters} says; tied ones share an embedding's. An
 * instance belongs to one thread at a time.
 */
public sealed interface SoftmaxKernel extends AutoCloseable
    permits FastSoftmaxKernel, AdaptiveSoftmaxKernel, ReferenceSoftmaxKernel {
  /** The target of a row that is not to be predicted. */
  int NO_TARGET = -1;

  /**
   * Cross entropy and its gradient.
   *
   * @param parameters not modified
   * @param x inputs, [rows, inputs]; not modified
   * @param targets ids or {@link #NO_TARGET}, [rows]
   * @param gradient of the sum of nats for the parameters, laid out as they are; overwritten
   * @param dx gradient of the sum of nats for the inputs, [rows, inputs]; overwritten
   * @return −ln p of the targets, summed
   */
  double gradient(Floats parameters, Floats x, int[] targets, Floats gradient, Floats dx);

  /**
   * Scores targets.
   *
   * @param x inputs, [rows, inputs]
   * @param targets ids or {@link #NO_TARGET}, [rows]
   */
  TokenScores score(Floats parameters, Floats x, int[] targets);

  /**
   * The distribution of every row.
   *
   * @param x inputs, [rows, inputs]
   * @param probabilities [rows, vocabulary]; written
   */
  void probabilities(Floats parameters, Floats x, int rows, Floats probabilities);

  /**
   * The distribution of one row, in double precision.
   *
   * @param row of x
   * @return ln p of each token, [vocabulary]; their exponentials sum to 1
   */
  double[] logProbabilities(Floats parameters, Floats x, int row);

  /** Frees memory outside the heap. */
  @Override
  void close();

  /** The fast full softmax. */
  static SoftmaxKernel fast(int inputs, int vocabulary) {
    return new FastSoftmaxKernel(inputs, vocabulary, Gemm.fastest(), RowSoftmax.fastest());
  }

  /**
   * The fast full softmax with the rows of an embedding as its weights: parameters are [vocabulary,
   * inputs] row-major, then the bias [vocabulary].
   */
  static SoftmaxKernel tied(int inputs, int vocabulary) {
    return new FastSoftmaxKernel(
        inputs,
        vocabulary,
        new RowLinear(inputs, vocabulary, 0, inputs * vocabulary, Gemm.fastest()),
        RowSoftmax.fastest());
  }

  /** The fast adaptive softmax. */
  static SoftmaxKernel adaptive(WordClusters clusters) {
    return new AdaptiveSoftmaxKernel(
        clusters, new ProjectedWeights(clusters), Gemm.fastest(), RowSoftmax::fastest);
  }

  /**
   * The fast adaptive softmax with the rows of an embedding as its weights: parameters are
   * [vocabulary, inputs] row-major, then the bias [vocabulary], then the clusters' own rows
   * [clusters, inputs] and bias [clusters]. There are no projections ({@link WordClusters#divValue}
   * is not used): a word has one vector, of the input's size.
   */
  static SoftmaxKernel tiedAdaptive(WordClusters clusters) {
    return new AdaptiveSoftmaxKernel(
        clusters, new TiedWeights(clusters), Gemm.fastest(), RowSoftmax::fastest);
  }
}
