package io.timestep.ngram.query;

/** A model that reads sentences word by word and says how probable each word was. */
public interface SentenceReader {
  /** Forgets what was read: a sentence begins. */
  void startSentence();

  /**
   * log10 p(word | the words of the sentence before), and moves on; negative infinity for 0.
   *
   * @param word an id of the model's lexicon
   */
  double read(int word);

  /** Words of the N-gram that gave the last {@link #read} its probability, at least 1. */
  int matched();
}
