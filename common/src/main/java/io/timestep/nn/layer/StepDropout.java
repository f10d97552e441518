package io.timestep.nn.layer;

/**
 * A mask of its own for each step of a sequence (Srivastava et al. 2014; between the layers of a
 * recurrent network, Zaremba et al. 2014). As DL4J's own {@code Dropout}, but drawn from one seed,
 * in one pass over memory.
 */
public final class StepDropout extends UnitDropout {
  private static final long serialVersionUID = 1L;

  /** For JSON. */
  StepDropout() {}

  /**
   * @param probability that a unit is dropped, at least 0 and less than 1 (DL4J's own dropouts take
   *     the probability that it is kept)
   */
  public StepDropout(double probability) {
    super(probability);
  }

  @Override
  long draws(long unitsOfStep, long steps) {
    return unitsOfStep * steps;
  }

  @Override
  public StepDropout clone() {
    return new StepDropout(getProbability());
  }
}
