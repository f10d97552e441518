package io.timestep.bench.kernels;

/** The tables; programs are compared with the first that is timed for the same model. */
public enum Section {
  ONE_CORE("One core"),
  TWO_CORES("Two cores"),
  ADAPTIVE("Adaptive softmax, whole step"),
  SOFTMAX("Adaptive softmax alone");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Whether a step's matrix products are those that {@link ModelShape#flops} counts. */
  public boolean countsFlops() {
    return this == ONE_CORE || this == TWO_CORES;
  }
}
