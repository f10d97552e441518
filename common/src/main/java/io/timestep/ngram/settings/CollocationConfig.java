package io.timestep.ngram.settings;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * Bigrams and trigrams whose words stand together ({@code ngram.collocations.*}).
 *
 * @param minCount rarer ones are not measured: chance makes them look strong
 */
public record CollocationConfig(long minCount) implements Serializable {
  private static final long serialVersionUID = 1L;

  public CollocationConfig {
    new Checks("ngram.collocations").atLeast("min-count", minCount, 1).throwIfAny();
  }
}
