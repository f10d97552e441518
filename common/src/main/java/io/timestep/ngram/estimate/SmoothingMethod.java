package io.timestep.ngram.estimate;

import io.timestep.ngram.Discounts;

/** The smoothing methods; in the configuration {@code modified-kneser-ney} and so on. */
public enum SmoothingMethod {
  /** {@link ModifiedKneserNey}. */
  MODIFIED_KNESER_NEY(LowerOrderCounts.CONTINUATIONS) {
    @Override
    OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings) {
      return new ModifiedKneserNey(
          Discounts.estimate(order.order(), order.countsOfCounts(), settings.fallback()));
    }
  },

  /** {@link WittenBell}. */
  WITTEN_BELL(LowerOrderCounts.OCCURRENCES) {
    @Override
    OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings) {
      return new WittenBell();
    }
  },

  /** {@link AbsoluteDiscounting}. */
  ABSOLUTE_DISCOUNTING(LowerOrderCounts.OCCURRENCES) {
    @Override
    OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings) {
      return AbsoluteDiscounting.of(order.order(), order.countsOfCounts(), settings.fallback());
    }
  },

  /** {@link AddK} at the highest order, {@link Uniform} below. */
  ADD_K(LowerOrderCounts.OCCURRENCES) {
    @Override
    OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings) {
      return order.isHighest() ? new AddK(settings.k(), order.vocabulary()) : new Uniform();
    }
  },

  /** {@link MaximumLikelihood}. */
  MAXIMUM_LIKELIHOOD(LowerOrderCounts.OCCURRENCES) {
    @Override
    OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings) {
      return new MaximumLikelihood();
    }
  },

  /** {@link StupidBackoff}. */
  STUPID_BACKOFF(LowerOrderCounts.OCCURRENCES) {
    @Override
    OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings) {
      return new StupidBackoff(StupidBackoff.ALPHA);
    }

    @Override
    public boolean isNormalized() {
      return false;
    }
  };

  private final LowerOrderCounts lowerOrderCounts;

  SmoothingMethod(LowerOrderCounts lowerOrderCounts) {
    this.lowerOrderCounts = lowerOrderCounts;
  }

  /** What it wants counted below the highest order. */
  public LowerOrderCounts lowerOrderCounts() {
    return lowerOrderCounts;
  }

  /** Whether its models sum to 1 over the vocabulary after every context. */
  public boolean isNormalized() {
    return true;
  }

  abstract OrderSmoothing smoothing(OrderStatistics order, SmoothingSettings settings);
}
