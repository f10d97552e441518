package io.timestep.sequence;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * How documents are dealt into training, validation and test ({@code sequence.*}).
 *
 * @param validFraction share of documents for validation
 * @param testFraction share of documents for the test
 * @param splitSeed another seed is another split
 */
public record SequenceConfig(double validFraction, double testFraction, long splitSeed)
    implements Serializable {
  public SequenceConfig {
    new Checks("sequence")
        .inRange("valid-fraction", validFraction, 0, 1)
        .inRange("test-fraction", testFraction, 0, 1)
        .that(
            !(validFraction + testFraction >= 1),
            "valid-fraction",
            "and sequence.test-fraction together must be less than 1, got %s",
            validFraction + testFraction)
        .throwIfAny();
  }
}
