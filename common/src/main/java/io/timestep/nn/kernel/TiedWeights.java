package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;
import java.util.Optional;

/**
 * The rows of an embedding as the words' weights, in the head and in the tails, which therefore
 * read the input whole: [vocabulary, inputs] row-major, then the bias [vocabulary]; behind them the
 * clusters' own rows [clusters, inputs] and bias [clusters].
 */
record TiedWeights(WordClusters clusters) implements AdaptiveWeights {
  @Override
  public SoftmaxLinear head(Gemm gemm) {
    return new HeadLinear(
        linear(0, clusters.shortlist(), gemm),
        new RowLinear(
            clusters.inputs(),
            clusters.count(),
            clustersAt(),
            clustersAt() + clusters.count() * clusters.inputs(),
            gemm));
  }

  @Override
  public SoftmaxLinear tail(int cluster, Gemm gemm) {
    return linear(clusters.first(cluster), clusters.words(cluster), gemm);
  }

  private RowLinear linear(int first, int words, Gemm gemm) {
    return new RowLinear(
        clusters.inputs(), words, first * clusters.inputs(), biasAt() + first, gemm);
  }

  private int biasAt() {
    return clusters.vocabulary() * clusters.inputs();
  }

  private int clustersAt() {
    return clusters.vocabulary() * (clusters.inputs() + 1);
  }

  @Override
  public Floats headOf(Floats vector) {
    return vector;
  }

  @Override
  public Floats tailOf(Floats vector, int cluster) {
    return vector;
  }

  @Override
  public int size(int cluster) {
    return clusters.inputs();
  }

  @Override
  public Optional<Matrix> projection(Floats vector, int cluster) {
    return Optional.empty();
  }

  @Override
  public void zero(Floats gradient, int cluster) {
    int first = clusters.first(cluster);
    int words = clusters.words(cluster);
    long inputs = clusters.inputs();
    gradient.slice(first * inputs, words * inputs).zero();
    gradient.slice(biasAt() + first, words).zero();
  }
}
