/**
 * Two ARPA files side by side, N-gram by N-gram.
 *
 * <p>What is read here shares no code with the ARPA reader and writer of {@code io.timestep.ngram}:
 * it is there to check them. Of Timestep it may import {@code io.timestep.util} only.
 */
package io.timestep.bench.arpa;
