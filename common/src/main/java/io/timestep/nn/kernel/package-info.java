/**
 * The arithmetic of recurrent language models on one CPU core: matrices off the heap multiplied by
 * oneDNN, gates computed by vectorised loops over float arrays, and a plain twin of each in double
 * precision that says what the fast one must compute. Knows no DL4J layer; imports nothing of the
 * project.
 *
 * <p>Every result depends on the inputs alone: sums have one order, no loop uses a function whose
 * compiled and interpreted forms could differ, and native calls use one thread ({@link
 * io.timestep.nn.kernel.SingleThread}).
 */
package io.timestep.nn.kernel;
