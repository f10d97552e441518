/**
 * N-gram models in use: where one lies and how it is opened, here and on executors; texts scored,
 * words foretold, models mixed, pruned and converted. Imports {@code ngram}, {@code corpus}, {@code
 * evaluate}, {@code engine} and {@code common} only.
 */
package io.timestep.jobs.ngram.query;
