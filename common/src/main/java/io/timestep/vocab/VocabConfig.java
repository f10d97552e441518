package io.timestep.vocab;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * Which words get an id ({@code vocab.*}).
 *
 * @param maxSize at most so many entries, specials included; 0: no limit
 * @param minCount words that occur less often are {@code <unk>}
 */
public record VocabConfig(int maxSize, int minCount) implements Serializable {
  public VocabConfig {
    new Checks("vocab")
        .that(
            maxSize == 0 || maxSize > Vocabulary.SPECIALS,
            "max-size",
            "must be 0 (no limit) or at least %d (%d special tokens and a word), got %d",
            Vocabulary.SPECIALS + 1,
            Vocabulary.SPECIALS,
            maxSize)
        .atLeast("min-count", minCount, 1)
        .throwIfAny();
  }
}
