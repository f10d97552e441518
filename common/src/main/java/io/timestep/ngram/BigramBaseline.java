package io.timestep.ngram;

import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Interpolated modified Kneser-Ney bigrams over a closed vocabulary (Chen and Goodman 1998):
 *
 * <pre>
 * p(w|v) = (c(vw) - D(c(vw))) / c(v.) + g(v) p(w)    g(v) = sum of D(c(vw)) over w / c(v.)
 * p(w)   = (a(w) - D1(a(w))) / A + g / V             a(w) = distinct words before w, A their sum
 * </pre>
 *
 * <p>{@code <unk>} is a word like others, {@code </s>} is predicted, {@code <s>} only comes before
 * a sentence's first word. After a word never seen as a context, p(w|v) = p(w). The bigrams are
 * kept as a sparse matrix by rows (CSR): the words after v are {@code words[offsets[v]]} to {@code
 * words[offsets[v + 1] - 1]}, rising.
 */
public final class BigramBaseline implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final int[] words;
  private final double[] discounted;
  private final double[] backoffs;
  private final double[] unigrams;

  private BigramBaseline(
      int[] offsets, int[] words, double[] discounted, double[] backoffs, double[] unigrams) {
    this.offsets = offsets;
    this.words = words;
    this.discounted = discounted;
    this.backoffs = backoffs;
    this.unigrams = unigrams;
  }

  /** A bigram as one number, in the order of its words. */
  public static long key(int previous, int word) {
    return (long) previous << Integer.SIZE | word;
  }

  /**
   * Estimates.
   *
   * @param vocabularySize number of ids, special tokens included
   * @param keys distinct bigrams ({@link #key}), rising, [n]; the first word of a sentence comes
   *     after {@code <s>}
   * @param counts their occurrences, all positive, [n]
   */
  public static BigramBaseline of(int vocabularySize, long[] keys, long[] counts) {
    Discounts discounts = Discounts.of(countsOfCounts(counts));
    int[] offsets = new int[vocabularySize + 1];
    int[] words = new int[keys.length];
    long[] totals = new long[vocabularySize];
    for (int i = 0; i < keys.length; i++) {
      if (i > 0 && keys[i] <= keys[i - 1]) {
        throw new IllegalArgumentException("Bigrams are not rising at " + i);
      }
      int previous = (int) (keys[i] >>> Integer.SIZE);
      words[i] = (int) keys[i];
      offsets[previous + 1]++;
      totals[previous] += counts[i];
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    double[] discounted = new double[keys.length];
    double[] backoffs = new double[vocabularySize];
    for (int v = 0; v < vocabularySize; v++) {
      double taken = 0;
      for (int i = offsets[v]; i < offsets[v + 1]; i++) {
        double discount = discounts.of(counts[i]);
        taken += discount;
        discounted[i] = (counts[i] - discount) / totals[v];
      }
      backoffs[v] = totals[v] == 0 ? 1 : taken / totals[v];
    }
    double[] unigrams = unigrams(vocabularySize, words);
    return new BigramBaseline(offsets, words, discounted, backoffs, unigrams);
  }

  /**
   * log10 of the probability of a word after another; negative infinity for {@code <s>}.
   *
   * @param previous {@code <s>} before the first word of a sentence
   */
  public double log10Prob(int previous, int word) {
    if (word == Vocabulary.START) {
      return Double.NEGATIVE_INFINITY;
    }
    double lower = backoffs[previous] * unigrams[word];
    int i = Arrays.binarySearch(words, offsets[previous], offsets[previous + 1], word);
    return Math.log10(i < 0 ? lower : discounted[i] + lower);
  }

  /**
   * log10 of the probability of a sentence.
   *
   * @param sentence words, then {@code </s>}
   */
  public double log10Prob(int[] sentence) {
    double sum = 0;
    int previous = Vocabulary.START;
    for (int word : sentence) {
      sum += log10Prob(previous, word);
      previous = word;
    }
    return sum;
  }

  /** p(w) by the number of distinct words before w, [vocabulary]. */
  private static double[] unigrams(int vocabularySize, int[] words) {
    long[] adjusted = new long[vocabularySize];
    for (int word : words) {
      adjusted[word]++;
    }
    Discounts discounts = Discounts.of(countsOfCounts(adjusted));
    double uniform = 1.0 / (vocabularySize - 1); // all but <s>
    double[] probs = new double[vocabularySize];
    if (words.length == 0) {
      Arrays.fill(probs, uniform);
    } else {
      double taken = 0;
      for (long a : adjusted) {
        taken += discounts.of(a);
      }
      double backoff = taken / words.length;
      for (int w = 0; w < vocabularySize; w++) {
        probs[w] = (adjusted[w] - discounts.of(adjusted[w])) / words.length + backoff * uniform;
      }
    }
    return probs;
  }

  /** n1 to n4 of counts, zeros left out. */
  private static long[] countsOfCounts(long[] counts) {
    long[] n = new long[NgramSummary.COUNTS];
    for (long count : counts) {
      if (count > 0 && count <= n.length) {
        n[(int) count - 1]++;
      }
    }
    return n;
  }
}
