package io.timestep.ngram.count;

/**
 * Tells apart how often an N-gram occurs and how many sentences it is in: gives {@link
 * SuffixEvents} the N-grams, of two words or more, that a sentence has had before. Where several
 * end at one place only the longest is given, for it ends in the others. {@link DocumentCounts}
 * takes them off again.
 */
public final class RepeatEvents implements SentenceSink {
  private static final int BIGRAM = 2;

  private final SuffixEvents events;
  private final RepeatedSuffixes repeats;

  /**
   * @param events takes the N-grams
   * @param order longest N-gram counted
   */
  public RepeatEvents(SuffixEvents events, int order) {
    this.events = events;
    this.repeats = new RepeatedSuffixes(order);
  }

  @Override
  public void add(int[] ids, int length) {
    int[] lengths = repeats.lengths(ids, length);
    for (int last = 0; last < length; last++) {
      if (lengths[last] >= BIGRAM) {
        events.addSuffix(ids, last, lengths[last]);
      }
    }
  }
}
