package io.timestep.nn.kernel;

/** {@link ReferenceCells} behind the kernels' interface. */
final class ReferenceRecurrentKernel implements RecurrentKernel {
  private final CellShape shape;
  private ReferenceCells cells;

  ReferenceRecurrentKernel(CellShape shape) {
    this.shape = shape;
  }

  @Override
  public void forward(
      int batch,
      int steps,
      SequenceMask mask,
      Floats parameters,
      Floats x,
      CellState state,
      Floats y) {
    cells = new ReferenceCells(shape, batch, steps, mask);
    ReferenceCells.State exact =
        new ReferenceCells.State(Doubles.of(state.h()), Doubles.of(state.c()));
    y.set(Doubles.toFloats(cells.forward(Doubles.of(parameters), Doubles.of(x), exact)));
    Doubles.write(exact.h(), state.h());
    Doubles.write(exact.c(), state.c());
  }

  @Override
  public void backward(Floats parameters, Floats x, Floats dy, Floats gradient, Floats dx) {
    double[] exactGradient = new double[shape.parameters()];
    double[] exactDx = new double[dx.length()];
    cells.backward(Doubles.of(parameters), Doubles.of(x), Doubles.of(dy), exactGradient, exactDx);
    gradient.set(Doubles.toFloats(exactGradient));
    dx.set(Doubles.toFloats(exactDx));
  }

  @Override
  public void close() {
    // all on the heap
  }
}
