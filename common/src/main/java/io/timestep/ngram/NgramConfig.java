package io.timestep.ngram;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * N-gram statistics ({@code ngram.*}).
 *
 * @param order longest N-gram, in words
 * @param boundaries whether {@code <s>} and {@code </s>} around each sentence take part in N-grams
 * @param top how many of the most frequent N-grams of each order are listed
 */
public record NgramConfig(int order, boolean boundaries, int top) implements Serializable {
  /** Longest N-gram counted. */
  public static final int MAX_ORDER = 8;

  public NgramConfig {
    new Checks("ngram").between("order", order, 1, MAX_ORDER).atLeast("top", top, 1).throwIfAny();
  }
}
