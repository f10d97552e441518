package io.timestep.ngram.estimate;

import io.timestep.config.Checks;
import io.timestep.ngram.Discounts;
import java.io.Serializable;
import java.util.Optional;

/**
 * A smoothing method and what it may be told.
 *
 * @param method how counts become probabilities
 * @param k added to each count by {@link SmoothingMethod#ADD_K}
 * @param discountFallback D1, D2 and D3+ of the orders whose counts of counts give none; null: such
 *     orders are an error
 */
public record SmoothingSettings(SmoothingMethod method, double k, Discounts discountFallback)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Laplace's rule of succession. */
  public static final double LAPLACE = 1;

  public SmoothingSettings {
    new Checks("ngram").positive("add-k", k).throwIfAny();
  }

  /** A method as it is in its paper. */
  public static SmoothingSettings of(SmoothingMethod method) {
    return new SmoothingSettings(method, LAPLACE, null);
  }

  /** The same with discounts for orders whose counts of counts give none. */
  public SmoothingSettings withFallback(Discounts discounts) {
    return new SmoothingSettings(method, k, discounts);
  }

  /** The method for the N-grams of one order. */
  public OrderSmoothing smoothing(OrderStatistics order) {
    return method.smoothing(order, this);
  }

  Optional<Discounts> fallback() {
    return Optional.ofNullable(discountFallback);
  }
}
