package io.timestep.ngram.count;

/**
 * The distinct N-grams of one order k in a partition, in suffix order.
 *
 * @param order k, from 2
 * @param size how many: n
 * @param source a longest N-gram that ends in each: its words are the first k of that key, [at
 *     least n]
 * @param parent place of its suffix of k - 1 words in the level below, [at least n]; not defined
 *     for bigrams
 * @param adjusted adjusted counts: occurrences at the highest order and after {@code <s>}, else
 *     distinct words before it, {@code <s>} counting as one, [at least n]
 * @param actual occurrences, [at least n]
 */
public record SuffixLevel(
    int order, int size, int[] source, int[] parent, long[] adjusted, long[] actual) {}
