package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;
import java.util.Optional;

/**
 * Weights of its own for every cluster, behind a projection ({@link WordClusters} has the order).
 */
record ProjectedWeights(WordClusters clusters) implements AdaptiveWeights {
  @Override
  public SoftmaxLinear head(Gemm gemm) {
    return new ColumnLinear(clusters.inputs(), clusters.head(), gemm);
  }

  @Override
  public SoftmaxLinear tail(int cluster, Gemm gemm) {
    return new ColumnLinear(size(cluster), clusters.words(cluster), gemm);
  }

  @Override
  public Floats headOf(Floats vector) {
    return vector.slice(0, clusters.headParameters());
  }

  @Override
  public Floats tailOf(Floats vector, int cluster) {
    return vector.slice(clusters.tailAt(cluster), clusters.tailLength(cluster));
  }

  @Override
  public int size(int cluster) {
    return clusters.size(cluster);
  }

  @Override
  public Optional<Matrix> projection(Floats vector, int cluster) {
    return Optional.of(new Matrix(vector, clusters.projectionAt(cluster), size(cluster)));
  }

  @Override
  public void zero(Floats gradient, int cluster) {
    int length = clusters.projectionLength(cluster) + clusters.tailLength(cluster);
    gradient.slice(clusters.projectionAt(cluster), length).zero();
  }
}
