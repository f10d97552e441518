package io.timestep.nn.kernel;

/**
 * The products of one shape for sequences of any length, each made when it is first needed and then
 * kept. Which of them multiplies depends on the length alone, never on the lengths before, so that
 * equal sequences give equal bits.
 */
final class StepProducts implements AutoCloseable {
  private final Gemm gemm;
  private final StepProduct.Shape shape;
  private StepProduct forFew;
  private StepProduct forMany;

  StepProducts(Gemm gemm, StepProduct.Shape shape) {
    this.gemm = gemm;
    this.shape = shape;
  }

  /** The one for a sequence of this many steps. */
  StepProduct of(int steps) {
    if (steps < StepProduct.LEAST_STEPS) {
      if (forFew == null) {
        forFew = StepProduct.of(gemm, steps, shape);
      }
      return forFew;
    }
    if (forMany == null) {
      forMany = StepProduct.of(gemm, steps, shape);
    }
    return forMany;
  }

  @Override
  public void close() {
    if (forFew != null) {
      forFew.close();
      forFew = null;
    }
    if (forMany != null) {
      forMany.close();
      forMany = null;
    }
  }
}
