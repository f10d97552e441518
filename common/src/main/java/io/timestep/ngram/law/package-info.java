/**
 * Laws that word counts follow, fitted: how often the word of a rank occurs (Zipf), how many words
 * a text of some length has (Heaps). Imports {@code util} only.
 */
package io.timestep.ngram.law;
