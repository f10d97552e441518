package io.timestep.nn.layer;

/** One mask for all steps of a sequence (Gal and Ghahramani 2016). */
public final class VariationalDropout extends UnitDropout {
  private static final long serialVersionUID = 1L;

  /** For JSON. */
  VariationalDropout() {}

  /**
   * @param probability that a unit is dropped, at least 0 and less than 1 (DL4J's own dropouts take
   *     the probability that it is kept)
   */
  public VariationalDropout(double probability) {
    super(probability);
  }

  @Override
  long draws(long unitsOfStep, long steps) {
    return unitsOfStep;
  }

  @Override
  public VariationalDropout clone() {
    return new VariationalDropout(getProbability());
  }
}
