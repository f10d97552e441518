/**
 * Token streams: how encoded text is cut into contiguous streams and read in windows, and how
 * documents are split. Imports {@code ngram} and below.
 */
package io.timestep.sequence;
