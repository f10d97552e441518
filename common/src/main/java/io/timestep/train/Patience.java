package io.timestep.train;

import java.io.Serializable;

/**
 * How long validation has not become better.
 *
 * @param nats of a token at the last improvement: what has to be beaten
 * @param epochs since then
 */
public record Patience(double nats, int epochs) implements Serializable {
  /** Before the first validation: any is better. */
  public static final Patience NEW = new Patience(Double.MAX_VALUE, 0);

  /**
   * After one more validation.
   *
   * @param validatedNats of a token; what is not finite is never better
   * @param minImprovement share by which the perplexity has to be lower, in [0, 1)
   */
  Patience after(double validatedNats, double minImprovement) {
    boolean better =
        Double.isFinite(validatedNats) && validatedNats < nats + StrictMath.log1p(-minImprovement);
    return better ? new Patience(validatedNats, 0) : new Patience(nats, epochs + 1);
  }

  /** The same to be beaten, counted from now. */
  Patience renewed() {
    return new Patience(nats, 0);
  }
}
