/**
 * N-gram models as they are stored and asked: the trie, ARPA and binary files, scores. Imports
 * {@code lm} and below.
 */
package io.timestep.ngram.model;
