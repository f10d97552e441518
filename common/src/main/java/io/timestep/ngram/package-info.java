/**
 * N-grams: counts of counts, and the baselines beside which a model's perplexity means something.
 * Imports {@code lm} and below.
 */
package io.timestep.ngram;
