/**
 * Text in, vocabulary and encoded sequences out: reading any input, {@code sample}, {@code
 * tokenize}. Imports {@code engine} and {@code common} only.
 */
package io.timestep.jobs.corpus;
