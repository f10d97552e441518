package io.timestep.sequence;

import java.io.Serializable;

/**
 * The streams of one shard, read side by side in windows. The token at a stream's position is the
 * target; its input is the token before it in the text, across stream borders.
 */
public final class TokenStreams implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[][] tokens;
  private final int[] before;
  private final int maxLength;

  /**
   * @param tokens the streams' tokens, [batch][length of each]
   * @param before the token before each stream's first, [batch]
   * @param maxLength length of the longest stream of the text, in this shard or another: all shards
   *     have the same number of windows
   */
  public TokenStreams(int[][] tokens, int[] before, int maxLength) {
    this.tokens = tokens;
    this.before = before;
    this.maxLength = maxLength;
  }

  public int batch() {
    return tokens.length;
  }

  public long tokenCount() {
    long count = 0;
    for (int[] stream : tokens) {
      count += stream.length;
    }
    return count;
  }

  /**
   * The window at index {@code index}, of {@code timeSteps} tokens (fewer in the last one).
   *
   * @param index from 0 to {@link StreamPlan#windows} - 1
   */
  public TokenWindow window(int index, int timeSteps) {
    int from = index * timeSteps;
    int steps = Math.min(timeSteps, maxLength - from);
    int[] inputs = new int[batch() * steps];
    int[] targets = new int[batch() * steps];
    int count = 0;
    for (int b = 0; b < batch(); b++) {
      int[] stream = tokens[b];
      for (int t = 0; t < steps; t++) {
        int position = from + t;
        boolean inside = position < stream.length;
        targets[b * steps + t] = inside ? stream[position] : TokenWindow.NO_TARGET;
        inputs[b * steps + t] = inside && position > 0 ? stream[position - 1] : before[b];
        count += inside ? 1 : 0;
      }
    }
    return new TokenWindow(batch(), steps, inputs, targets, count);
  }
}
