package io.timestep.jobs.ngram;

import io.timestep.ngram.NgramCount;
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
 * @param text what the text was like
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
    TextStats text,
    double seconds,
    double tokensPerSecond) {
  public StatsResult {
    ngrams = List.copyOf(ngrams);
    types = List.copyOf(types);
    hapaxes = List.copyOf(hapaxes);
    countOfCounts = List.copyOf(countOfCounts);
    top = List.copyOf(top);
  }
}
