package io.timestep.ngram.count;

import java.util.List;

/**
 * All N-grams of a partition.
 *
 * @param levels of order 2 to N
 * @param own place of each of the longest N-grams in the level of its own length, that is without
 *     the words missing before {@code <s>}; not defined for single words, [N-grams]
 */
public record SuffixLevels(List<SuffixLevel> levels, int[] own) {
  public SuffixLevels {
    levels = List.copyOf(levels);
  }
}
