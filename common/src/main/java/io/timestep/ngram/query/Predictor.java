package io.timestep.ngram.query;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The most probable next words, found without scoring the vocabulary: the children of the longest
 * context are looked at first, then those of the shorter ones, then all words by their unigrams;
 * and no more once nothing that follows can be as probable as the words found. For any number of
 * threads.
 */
public final class Predictor {
  /** The best first; of equal ones, that with the lower id, the more frequent word. */
  private static final Comparator<Prediction> BEST_FIRST =
      Comparator.comparingDouble(Prediction::log10Prob)
          .reversed()
          .thenComparingInt(Prediction::word);

  private final NextWords nextWords;
  private volatile int[] byUnigram;

  public Predictor(BackoffModel model) {
    this.nextWords = new NextWords(model);
  }

  /**
   * The most probable words after a context, exactly as scoring all would give them. {@code <s>},
   * {@code <unk>} and words of probability 0 are none.
   *
   * @param context of this model; not changed
   * @param count at most so many, at least 1
   * @return the best first; of equally probable words, that with the lower id
   */
  public List<Prediction> predict(NgramContext context, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("expected 1 prediction or more, got " + count);
    }
    Search search = new Search(context, count);
    for (int length = context.length(); length > 0 && search.mayImprove(length); length--) {
      search.addChildren(length);
    }
    if (search.mayImprove(0)) {
      search.addUnigrams(nextWords.unigrams(), byUnigram());
    }
    return search.best();
  }

  private int[] byUnigram() {
    int[] sorted = byUnigram;
    if (sorted == null) {
      sorted = nextWords.byUnigram();
      byUnigram = sorted;
    }
    return sorted;
  }

  private static final class Search {
    private final NgramContext context;
    private final int count;
    private final double[] weights;

    /** The best so far, the worst of them first. */
    private final PriorityQueue<Prediction> found = new PriorityQueue<>(BEST_FIRST.reversed());

    /** log10 p that a word must have to be better than the worst found, or equal. */
    private double bar = Double.NEGATIVE_INFINITY;

    Search(NgramContext context, int count) {
      this.context = context;
      this.count = count;
      this.weights = NextWords.weights(context);
    }

    /** Whether N-grams after contexts of this length or less can be among the best. */
    boolean mayImprove(int length) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i <= length; i++) {
        most = Math.max(most, weights[i]); // log10 p is at most 0
      }
      return found.size() < count || most >= bar;
    }

    void addChildren(int length) {
      for (int child = context.begins[length]; child < context.ends[length]; child++) {
        double log10Prob =
            NgramContext.times(weights[length], context.childLog10Prob(length, child));
        if (log10Prob >= bar) {
          offer(context.childWord(length, child), log10Prob, length);
        }
      }
    }

    void addUnigrams(float[] unigrams, int[] sorted) {
      for (int word : sorted) {
        double log10Prob = NgramContext.times(weights[0], unigrams[word]);
        if (log10Prob < bar) {
          return;
        }
        offer(word, log10Prob, 0);
      }
    }

    private void offer(int word, double log10Prob, int length) {
      if (word == Vocabulary.START
          || word == Vocabulary.UNKNOWN
          || log10Prob == Double.NEGATIVE_INFINITY
          || isLonger(word, length)) {
        return;
      }
      found.add(new Prediction(word, log10Prob, length + 1));
      if (found.size() > count) {
        found.poll();
      }
      if (found.size() == count) {
        bar = found.element().log10Prob();
      }
    }

    /** Whether the word's probability is from a longer context. */
    private boolean isLonger(int word, int length) {
      if (length == context.length()) {
        return false;
      }
      context.locate(word, context.length());
      for (int i = context.length(); i > length; i--) {
        if (context.located[i] != NgramContext.ABSENT) {
          return true;
        }
      }
      return false;
    }

    List<Prediction> best() {
      List<Prediction> sorted = new ArrayList<>(found);
      sorted.sort(BEST_FIRST);
      return List.copyOf(sorted);
    }
  }
}
