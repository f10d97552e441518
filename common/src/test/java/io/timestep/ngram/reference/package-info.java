/**
 * The reference estimator: every step of docs/ngram-models.md by maps of words, for tests of the
 * engine. Shares with it only the formulas of the smoothing methods.
 */
package io.timestep.ngram.reference;
