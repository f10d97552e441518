/**
 * Words and their ids: built from counts, kept as a table. Imports {@code text}, {@code config} and
 * {@code util} only.
 */
package io.timestep.vocab;
