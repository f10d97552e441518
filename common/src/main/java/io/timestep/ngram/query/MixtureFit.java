package io.timestep.ngram.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The weights of a mixture that make a held-out text most probable, by expectation maximisation
 * (Dempster, Laird and Rubin 1977; Jelinek and Mercer 1980): from equal weights, each becomes the
 * mean share its model has in the tokens' probabilities, which never makes the text less probable.
 * The likelihood has one maximum.
 *
 * @param weights of the models, together 1
 * @param perplexity of the mixture on the text
 * @param perplexities of each model by itself on the text
 * @param tokens of the text, words and sentence ends, without the impossible ones
 * @param impossible tokens to which every model gives probability 0
 * @param log10Likelihoods of the text with the weights at the start and after each iteration
 * @param converged whether it came to rest before the bound on iterations
 */
public record MixtureFit(
    List<Double> weights,
    double perplexity,
    List<Double> perplexities,
    long tokens,
    long impossible,
    List<Double> log10Likelihoods,
    boolean converged) {
  /** Iterations that any useful mixture comes to rest within. */
  public static final int DEFAULT_ITERATIONS = 200;

  /** It is at rest when the log likelihood changes by less than this share. */
  private static final double RELATIVE_CHANGE = 1e-6;

  public MixtureFit {
    weights = List.copyOf(weights);
    perplexities = List.copyOf(perplexities);
    log10Likelihoods = List.copyOf(log10Likelihoods);
  }

  /**
   * Fits the weights.
   *
   * @param text with a token at least that is not impossible
   * @param maxIterations at least 1
   */
  public static MixtureFit of(HeldOutText text, int maxIterations) {
    if (text.tokens() == 0 || maxIterations < 1) {
      throw new IllegalArgumentException(
          "%d tokens, %d iterations: expected 1 or more".formatted(text.tokens(), maxIterations));
    }
    double[] weights = new double[text.models()];
    Arrays.fill(weights, 1.0 / weights.length);
    double[] next = new double[weights.length];
    List<Double> likelihoods = new ArrayList<>();
    likelihoods.add(maximize(text, weights, next));
    boolean converged = false;
    for (int i = 0; i < maxIterations && !converged; i++) {
      System.arraycopy(next, 0, weights, 0, weights.length);
      double before = likelihoods.get(i);
      double after = maximize(text, weights, next);
      likelihoods.add(after);
      converged = Math.abs(after - before) <= RELATIVE_CHANGE * Math.abs(before);
    }
    return new MixtureFit(
        Arrays.stream(weights).boxed().toList(),
        perplexity(likelihoods.get(likelihoods.size() - 1), text.tokens()),
        perplexities(text),
        text.tokens(),
        text.impossible(),
        likelihoods,
        converged);
  }

  /**
   * One iteration.
   *
   * @param next set to the better weights, [models]
   * @return log10 likelihood of the text with the weights as given
   */
  private static double maximize(HeldOutText text, double[] weights, double[] next) {
    Arrays.fill(next, 0);
    double log10Likelihood = 0;
    for (int token = 0; token < text.tokens(); token++) {
      double sum = 0;
      for (int m = 0; m < weights.length; m++) {
        sum += weights[m] * text.prob(token, m);
      }
      for (int m = 0; m < weights.length; m++) {
        next[m] += weights[m] * text.prob(token, m) / sum;
      }
      log10Likelihood += StrictMath.log10(sum);
    }
    double total = Arrays.stream(next).sum(); // the number of tokens, but for rounding
    for (int m = 0; m < weights.length; m++) {
      next[m] /= total;
    }
    return log10Likelihood;
  }

  private static List<Double> perplexities(HeldOutText text) {
    List<Double> perplexities = new ArrayList<>(Collections.nCopies(text.models(), 0.0));
    for (int m = 0; m < text.models(); m++) {
      double log10Likelihood = 0;
      for (int token = 0; token < text.tokens(); token++) {
        log10Likelihood += StrictMath.log10(text.prob(token, m));
      }
      perplexities.set(m, perplexity(log10Likelihood, text.tokens()));
    }
    return perplexities;
  }

  private static double perplexity(double log10Likelihood, long tokens) {
    return Math.pow(10, -log10Likelihood / tokens);
  }
}
