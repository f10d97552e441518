/**
 * Which words stand together more often than their counts let expect: measures of association and
 * the counts they need. Imports {@code ngram.count}, {@code ngram} and below.
 */
package io.timestep.ngram.association;
