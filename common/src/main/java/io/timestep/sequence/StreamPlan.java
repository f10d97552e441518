package io.timestep.sequence;

import java.io.Serializable;

/**
 * Cuts a text of {@code tokens} tokens into contiguous streams whose lengths differ by at most one,
 * and groups streams into shards of {@code streamsPerShard}. Every token is in exactly one stream:
 * there is no remainder.
 *
 * @param tokens length of the text
 * @param streams number of streams
 * @param streamsPerShard streams that are read together (a replica's batch, B); the last shard may
 *     have fewer
 */
public record StreamPlan(long tokens, int streams, int streamsPerShard) implements Serializable {
  public StreamPlan {
    if (tokens < 0 || streams < 1 || streamsPerShard < 1) {
      throw new IllegalArgumentException(
          "tokens %d, streams %d, streams a shard %d".formatted(tokens, streams, streamsPerShard));
    }
  }

  /** Position in the text of the stream's first token. */
  public long start(int stream) {
    long longer = Math.min(stream, tokens % streams);
    return stream * (tokens / streams) + longer;
  }

  public int length(int stream) {
    return Math.toIntExact(start(stream + 1) - start(stream));
  }

  /** The stream that holds the token at a position. */
  public int streamOf(long position) {
    long shorter = tokens / streams;
    long longer = tokens % streams;
    long inLonger = longer * (shorter + 1);
    return (int)
        (position < inLonger ? position / (shorter + 1) : longer + (position - inLonger) / shorter);
  }

  /** Length of the longest stream. */
  public int maxLength() {
    return length(0);
  }

  public int shards() {
    return (streams - 1) / streamsPerShard + 1;
  }

  public int shardOf(int stream) {
    return stream / streamsPerShard;
  }

  public int streamsOf(int shard) {
    return Math.min(streamsPerShard, streams - shard * streamsPerShard);
  }

  /** Windows of {@code timeSteps} that cover the longest stream. */
  public int windows(int timeSteps) {
    return (int) (((long) maxLength() + timeSteps - 1) / timeSteps);
  }
}
