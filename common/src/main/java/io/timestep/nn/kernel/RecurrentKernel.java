package io.timestep.nn.kernel;

/**
 * A recurrent layer over whole sequences, forward and backward. Rows of sequences are time-major:
 * row {@code t·batch + b}. An instance belongs to one thread at a time and remembers its last
 * forward pass for the backward pass.
 */
public sealed interface RecurrentKernel extends AutoCloseable
    permits FastRecurrentKernel, ReferenceRecurrentKernel {

  /**
   * Reads {@code steps} inputs for each of {@code batch} streams.
   *
   * @param mask steps that do not count
   * @param parameters flat, as {@link CellShape} says; not modified
   * @param x inputs, [steps·batch, inputs]; not modified
   * @param state of the streams; replaced by the state after the last step
   * @param y outputs, [steps·batch, hidden]; written, zeros where masked
   */
  void forward(
      int batch,
      int steps,
      SequenceMask mask,
      Floats parameters,
      Floats x,
      CellState state,
      Floats y);

  /** As above; every step counts. */
  default void forward(
      int batch, int steps, Floats parameters, Floats x, CellState state, Floats y) {
    forward(batch, steps, SequenceMask.NONE, parameters, x, state, y);
  }

  /**
   * Backward through the last {@link #forward}; the gradient stops at its initial state.
   *
   * @param parameters as they were then
   * @param x as it was then
   * @param dy gradient of the outputs, [steps·batch, hidden]; not modified, nor seen where masked
   * @param gradient of the parameters, laid out as they are; overwritten
   * @param dx gradient of the inputs, [steps·batch, inputs]; overwritten, zeros where masked
   */
  void backward(Floats parameters, Floats x, Floats dy, Floats gradient, Floats dx);

  /** Frees memory outside the heap. */
  @Override
  void close();

  /** The fast one. */
  static RecurrentKernel fast(CellShape shape) {
    return new FastRecurrentKernel(shape, Gemm.fastest());
  }
}
