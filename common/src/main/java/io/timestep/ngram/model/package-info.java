/**
 * N-gram models as they are held and exchanged: words with ids, the trie, ARPA text read and
 * written. Imports {@code lm} and below.
 */
package io.timestep.ngram.model;
