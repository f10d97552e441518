/**
 * Backoff models asked: contexts that read word by word, scores of texts, next words, mixtures. One
 * interface for a trie in memory and the mapped files of {@code ngram.binary}. Imports {@code
 * ngram.model}, {@code lm} and below.
 */
package io.timestep.ngram.query;
