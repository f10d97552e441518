package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;
import java.util.Optional;

/** Where the weights of an adaptive softmax lie in its flat vector, and those of its gradient. */
sealed interface AdaptiveWeights permits ProjectedWeights, TiedWeights {
  /** The head's linear layer, which reads {@link #headOf}. */
  SoftmaxLinear head(Gemm gemm);

  /** A tail's linear layer, which reads {@link #tailOf}. */
  SoftmaxLinear tail(int cluster, Gemm gemm);

  Floats headOf(Floats vector);

  Floats tailOf(Floats vector, int cluster);

  /** Units that a tail reads. */
  int size(int cluster);

  /**
   * What makes a tail's input of the softmax' input, [inputs, size]; empty: nothing, it is the
   * same.
   */
  Optional<Matrix> projection(Floats vector, int cluster);

  /** Zeros all that is a cluster's alone: no row needed it. */
  void zero(Floats gradient, int cluster);
}
