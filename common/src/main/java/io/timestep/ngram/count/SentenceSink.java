package io.timestep.ngram.count;

/** Takes in the sentences of a text one after another. */
@FunctionalInterface
public interface SentenceSink {
  /**
   * Takes in a sentence.
   *
   * @param ids of its words, [at least length]; not changed, and good until the call ends
   */
  void add(int[] ids, int length);
}
