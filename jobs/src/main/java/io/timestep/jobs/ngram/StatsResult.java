package io.timestep.jobs.ngram;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.timestep.ngram.NgramCount;
import io.timestep.ngram.law.VocabularyGrowth;
import io.timestep.ngram.law.VocabularyGrowth.HeapsLaw;
import io.timestep.ngram.law.ZipfMandelbrot;
import io.timestep.text.TextStats;
import java.util.List;

/**
 * What {@code stats} found. Lists by order begin with order 1.
 *
 * @param sentences lines with a token
 * @param tokens words, boundaries not counted
 * @param ngrams occurrences of N-grams, by order
 * @param types distinct N-grams, by order
 * @param hapaxes N-grams that occur once, by order
 * @param countOfCounts N-grams that occur 1, 2, 3 and 4 times, by order
 * @param top the ten most frequent N-grams, by order
 * @param skipGrams null: not counted, and not written
 * @param text what the text was like
 * @param growth of the vocabulary with the text
 * @param heaps law of that growth
 * @param zipf law of counts by rank
 * @param zipfMandelbrot the same with a shift
 * @param seconds of the whole job
 * @param tokensPerSecond tokens by seconds
 */
public record StatsResult(
    long sentences,
    long tokens,
    List<Long> ngrams,
    List<Long> types,
    List<Long> hapaxes,
    List<List<Long>> countOfCounts,
    List<List<NgramCount>> top,
    @JsonInclude(JsonInclude.Include.NON_NULL) SkipGrams skipGrams,
    TextStats text,
    List<VocabularyGrowth.Point> growth,
    HeapsLaw heaps,
    Zipf zipf,
    ZipfMandelbrot zipfMandelbrot,
    double seconds,
    double tokensPerSecond) {
  /**
   * Zipf's law: a word's count is inverse to a power of its rank.
   *
   * @param r2 share of the variance of the logarithm of the counts that it explains
   */
  public record Zipf(double exponent, double r2) {}

  /**
   * Words in their order with others left out between them.
   *
   * @param words of each
   * @param skip words left out, at most
   * @param ngrams occurrences of all
   * @param types distinct ones
   * @param hapaxes those that occur once
   * @param top the ten most frequent
   */
  public record SkipGrams(
      int words, int skip, long ngrams, long types, long hapaxes, List<NgramCount> top) {
    public SkipGrams {
      top = List.copyOf(top);
    }
  }

  public StatsResult {
    ngrams = List.copyOf(ngrams);
    types = List.copyOf(types);
    hapaxes = List.copyOf(hapaxes);
    countOfCounts = List.copyOf(countOfCounts);
    top = List.copyOf(top);
    growth = List.copyOf(growth);
  }
}
