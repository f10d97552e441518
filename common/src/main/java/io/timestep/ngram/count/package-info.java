/**
 * Exact counting on primitive arrays: words to ids, N-grams packed into columns of longs, sorted,
 * combined and swept. Imports {@code ngram} and below.
 */
package io.timestep.ngram.count;
