/** Settings of N-gram counts and models. Imports {@code ngram.estimate} and below. */
package io.timestep.ngram.settings;
