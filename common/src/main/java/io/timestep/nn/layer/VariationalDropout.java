package io.timestep.nn.layer;

/**
 * Dropout of a sequence's units with one mask for all its steps (Gal and Ghahramani 2016).
 *
 * <p>Given to a layer's {@code dropOut}, it drops units of the layer's input; to drop those of its
 * output, give it to the layer above. Units that stay are scaled by 1 / (1 − probability). Draws
 * come from ND4J's generator of the thread: seed that one, and they are the same wherever they are
 * made.
 */
public final class VariationalDropout extends UnitDropout {
  private static final long serialVersionUID = 2L;

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
