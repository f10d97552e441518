package io.timestep.jobs.ngram;

import io.timestep.util.UserException;

/** What the bigrams of a training text take in the driver. */
final class BaselineMemory {
  /**
   * Of a distinct bigram: a key and a count of 8 bytes, and in the model beside them a word of 4
   * and a probability of 8.
   */
  static final long BYTES_PER_BIGRAM = 28;

  /** The longest array that a JVM allocates. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private BaselineMemory() {}

  /**
   * Refuses what does not fit.
   *
   * @param bigrams distinct ones of the training text
   * @param heapBytes that the driver can count on
   */
  static void require(long bigrams, long heapBytes) {
    long bytes = bigrams * BYTES_PER_BIGRAM;
    if (bytes > heapBytes) {
      throw new UserException(
          "evaluate.baselines: the training text has %d distinct bigrams, which take %s of the driver's heap; it can count on %s. Leave the baselines out: --set evaluate.baselines=false; or give it more: TIMESTEP_HEAP=8g"
              .formatted(bigrams, PlanNotes.bytes(bytes), PlanNotes.bytes(heapBytes)));
    }
    if (bigrams > MAX_ARRAY) {
      throw new UserException(
          "evaluate.baselines: the training text has %d distinct bigrams; the baseline holds at most %d. Leave the baselines out: --set evaluate.baselines=false"
              .formatted(bigrams, MAX_ARRAY));
    }
  }
}
