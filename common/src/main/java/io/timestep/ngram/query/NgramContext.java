package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;

/**
 * The last words of a text as places in a model's trie: for every context of 1 to N - 1 words that
 * end the text, its children and its backoff weight. Reading a word takes one search for each and
 * makes no garbage. Not for several threads.
 *
 * <p>A model need not have the shorter contexts of those it has (entropy pruning may take them
 * away): each length is followed on its own.
 */
public abstract class NgramContext implements SentenceReader {
  /** What {@link #find} returns for a word that is not among the children. */
  protected static final int ABSENT = -1;

  private final int order;

  /** First child of the context of each length, [order]; place 0 is not used. */
  protected final int[] begins;

  /** After the last child of the context of each length, [order]. */
  protected final int[] ends;

  /** log10 of the backoff weight of the context of each length, [order]. */
  protected final float[] log10Backoffs;

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
   * log10 p(word | the words before), and moves on: the word is the last of the context.
   *
   * @param word an id of the lexicon
   */
  @Override
  public final double read(int word) {
    double weight = 0;
    double log10Prob = 0;
    int found = 0;
    int nextLongest = 0;
    // From the longest context down, so that a context's place is taken by its successor's
    // only after it has been asked itself.
    for (int length = longest; length > 0; length--) {
      int child = begins[length] == ends[length] ? ABSENT : find(length, word);
      if (child == ABSENT) {
        if (found == 0) {
          weight += log10Backoffs[length];
        }
        forget(length + 1);
        continue;
      }
      if (found == 0) {
        found = length + 1;
        log10Prob = weight + childLog10Prob(length, child);
      }
      if (length + 1 < order) {
        enterChild(length, child);
        nextLongest = nextLongest == 0 && matters(length + 1) ? length + 1 : nextLongest;
      }
    }
    if (found == 0) {
      found = 1;
      log10Prob = weight + unigramLog10Prob(word);
    }
    if (order > 1) {
      enterUnigram(word);
      nextLongest = nextLongest == 0 && matters(1) ? 1 : nextLongest;
    }
    longest = nextLongest;
    matched = found;
    return log10Prob;
  }

  /** log10 p(word | the words before), as {@link #read} gives it; the context stays as it is. */
  public final double log10Prob(int word) {
    double weight = 0;
    for (int length = longest; length > 0; length--) {
      int child = begins[length] == ends[length] ? ABSENT : find(length, word);
      if (child != ABSENT) {
        return weight + childLog10Prob(length, child);
      }
      weight += log10Backoffs[length];
    }
    return weight + unigramLog10Prob(word);
  }

  /** Words of the N-gram that gave the last {@link #read} its probability: 1 to the order. */
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

  /** The place of a word among the children of the context of a length, or {@link #ABSENT}. */
  protected abstract int find(int length, int word);

  /** The word that a child ends in. */
  protected abstract int childWord(int length, int child);

  /** log10 p of a child's last word after those before it. */
  protected abstract float childLog10Prob(int length, int child);

  /**
   * Makes a child of the context of a length the context that is one word longer: sets its place in
   * {@link #begins}, {@link #ends} and {@link #log10Backoffs}.
   */
  protected abstract void enterChild(int length, int child);

  protected abstract float unigramLog10Prob(int word);

  /** Makes a word the context of length 1. */
  protected abstract void enterUnigram(int word);

  /** Takes over what the subclass keeps beside the arrays of this class. */
  protected abstract void copyPlaces(NgramContext other);

  private void forget(int length) {
    if (length < order) {
      begins[length] = 0;
      ends[length] = 0;
      log10Backoffs[length] = 0;
    }
  }

  private boolean matters(int length) {
    return begins[length] != ends[length] || log10Backoffs[length] != 0;
  }
}
