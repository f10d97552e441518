package io.timestep.nn.layer;

/**
 * Dropout of a sequence's units with a mask of its own for each step (Srivastava et al. 2014;
 * between the layers of a recurrent network, Zaremba et al. 2014). DL4J's own {@code Dropout} does
 * the same to arrays of any shape, in three passes over memory.
 *
 * <p>Given to a layer's {@code dropOut}, it drops units of the layer's input; to drop those of its
 * output, give it to the layer above. Units that stay are scaled by 1 / (1 − probability). Draws
 * come from ND4J's generator of the thread: seed that one, and they are the same wherever they are
 * made.
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
