package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;

/**
 * The last words of a text as places in a model's trie: for every context of 1 to N - 1 words that
 * end the text, its children and its backoff weight. Reading a word takes one search for each and
 * makes no garbage. The searches are one operation, {@link #locate}, because they wait for memory,
 * and wait less together. Not for several threads.
 *
 * <p>A model need not have the shorter contexts of those it has (entropy pruning may take them
 * away): each length is followed on its own.
 */
public abstract class NgramContext implements SentenceReader {
  /** Stands for a word that is not among the children. */
  protected static final int ABSENT = -1;

  /** What models write for log10 of 0, as a probability and as a weight (SRILM's convention). */
  private static final float LOG10_ZERO = -99;

  private final int order;

  /** First child of the context of each length, [order]; place 0 is not used. */
  protected final int[] begins;

  /** After the last child of the context of each length, [order]. */
  protected final int[] ends;

  /** log10 of the backoff weight of the context of each length, [order]. */
  protected final float[] log10Backoffs;

  /**
   * Where {@link #locate} has found the word: its place among the children of the context of each
   * length, or {@link #ABSENT}, [order]; at place 0 its unigram.
   */
  protected final int[] located;

  private int longest;
  private int matched;

  /**
   * @param order the model's
   */
  protected NgramContext(int order) {
    this.order = order;
    this.begins = new int[order];
    this.ends = new int[order];
    this.log10Backoffs = new float[order];
    this.located = new int[order];
  }

  /** Forgets all words. */
  public final void clear() {
    longest = 0;
  }

  /** Forgets all words and reads {@code <s>}, without asking for its probability. */
  @Override
  public final void startSentence() {
    longest = 0;
    read(Vocabulary.START);
  }

  /**
   * log10 p(word | the words before), and moves on: the word is the last of the context. Negative
   * infinity if the probability or a weight is 0, which models write as -99.
   *
   * @param word an id of the lexicon
   */
  @Override
  public final double read(int word) {
    double log10Prob = log10Prob(word);
    int nextLongest = 0;
    // From the longest context down: a context's place is taken by its successor's only after it
    // has given its child away.
    for (int length = Math.min(longest, order - 2); length >= 0; length--) {
      int child = located[length];
      if (child == ABSENT) {
        begins[length + 1] = 0;
        ends[length + 1] = 0;
        log10Backoffs[length + 1] = 0;
        continue;
      }
      enterChild(length, child);
      nextLongest = nextLongest == 0 && matters(length + 1) ? length + 1 : nextLongest;
    }
    longest = nextLongest;
    return log10Prob;
  }

  /** log10 p(word | the words before), as {@link #read} gives it, without moving on. */
  public final double log10Prob(int word) {
    locate(word, longest);
    double weight = 0;
    int length = longest;
    while (located[length] == ABSENT) { // ends at the unigram
      weight = times(weight, log10Backoffs[length]);
      length--;
    }
    matched = length + 1;
    return times(weight, childLog10Prob(length, located[length]));
  }

  /**
   * log10 of a product.
   *
   * @param log10Weight what the backoffs amount to
   * @param stored a model's log10 of a probability or a weight; -99 or less is that of 0
   */
  static double times(double log10Weight, float stored) {
    return stored <= LOG10_ZERO ? Double.NEGATIVE_INFINITY : log10Weight + stored;
  }

  /** Words of the N-gram that gave the last word asked its probability: 1 to the order. */
  @Override
  public final int matched() {
    return matched;
  }

  /**
   * Words of the longest context that can still make a difference to the next word. Texts whose
   * last words agree in so many are one to the model.
   */
  public final int length() {
    return longest;
  }

  /** Takes over what another context of the same model has read. */
  public final void copyFrom(NgramContext other) {
    System.arraycopy(other.begins, 0, begins, 0, order);
    System.arraycopy(other.ends, 0, ends, 0, order);
    System.arraycopy(other.log10Backoffs, 0, log10Backoffs, 0, order);
    longest = other.longest;
    matched = other.matched;
    copyPlaces(other);
  }

  /**
   * Sets {@link #located} for a word and all lengths from 0 to the longest.
   *
   * @param longestLength of the contexts to look at
   */
  protected abstract void locate(int word, int longestLength);

  /** The word that a child of the context of a length ends in; of length 1 or more. */
  protected abstract int childWord(int length, int child);

  /** log10 p of a located child's last word after those before it. */
  protected abstract float childLog10Prob(int length, int child);

  /**
   * Makes a located child of the context of a length the context that is one word longer: sets its
   * place in {@link #begins}, {@link #ends} and {@link #log10Backoffs}.
   */
  protected abstract void enterChild(int length, int child);

  /** log10 p of a word without any before it. */
  protected abstract float unigramLog10Prob(int word);

  /** Takes over what the subclass keeps beside the arrays of this class. */
  protected abstract void copyPlaces(NgramContext other);

  private boolean matters(int length) {
    return begins[length] != ends[length] || log10Backoffs[length] != 0;
  }
}
