package io.timestep.jobs.train;

import java.io.Serializable;

/**
 * A contiguous part of a stream on its way to the shard that reads it.
 *
 * @param offset of the first token in the stream; {@link #BEFORE}: the one token before the stream
 * @param tokens ids
 */
record StreamPiece(int stream, int offset, int[] tokens) implements Serializable {
  static final int BEFORE = -1;
}
