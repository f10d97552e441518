package io.timestep.jobs.ngram;

import io.timestep.ngram.count.DocumentCounts;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import java.util.List;

/**
 * The N-grams of a partition as they were shuffled.
 *
 * @param ngrams as they occur
 * @param repeats those that their document has had before; null: not looked for
 */
record NgramBlocks(List<byte[]> ngrams, List<byte[]> repeats) {
  SortedNgrams sorted(KeyLayout layout) {
    return SortedNgrams.of(layout, ngrams);
  }

  /**
   * Counts documents; null if there is nothing to count them by.
   *
   * @param sorted the N-grams
   */
  DocumentCounts documents(SortedNgrams sorted) {
    return repeats == null
        ? null
        : new DocumentCounts(sorted, SortedNgrams.of(sorted.layout(), repeats));
  }
}
