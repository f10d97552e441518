/**
 * From counts to probabilities: discounts, smoothing, pruning. Imports {@code ngram.model}, {@code
 * ngram} and below.
 */
package io.timestep.ngram.estimate;
