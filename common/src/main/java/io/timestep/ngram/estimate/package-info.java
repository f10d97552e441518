/**
 * From counts to probabilities: discounts, smoothing, pruning. Imports {@code ngram.model} and
 * below.
 */
package io.timestep.ngram.estimate;
