package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Contexts with their backoff and the words that follow them, dealt out by the context's first
 * word: what the estimation of one partition says, on its way to the shards of the model. One
 * instance for each order.
 */
public final class ContextBlocks {
  /** Bytes in front of each block: the order, contexts, words. */
  static final int HEADER_INTS = 3;

  private final int order;
  private final ByteBlock[] blocks;
  private final int[] contexts;
  private final int[] children;
  private ByteBlock block;
  private int target;
  private int countAt;
  private int count;

  /**
   * @param order of context and word together, from 2
   */
  public ContextBlocks(int order, int targets) {
    this.order = order;
    this.blocks = new ByteBlock[targets];
    Arrays.setAll(blocks, t -> new ByteBlock());
    this.contexts = new int[targets];
    this.children = new int[targets];
  }

  /**
   * Begins a context; {@link #key} for each long of its key follows, then {@link #backoff}.
   *
   * @param shard where it goes
   */
  public void begin(int shard) {
    target = shard;
    block = blocks[shard];
    if (block.size() == 0) {
      for (int i = 0; i < HEADER_INTS; i++) {
        block.putInt(order);
      }
    }
    contexts[shard]++;
  }

  /** The next long of the context's key, its words in reading order. */
  public void key(long part) {
    block.putLong(part);
  }

  /** The context's backoff; its words follow. */
  public void backoff(float log10Backoff) {
    block.putFloat(log10Backoff);
    countAt = block.size();
    block.putInt(0);
    count = 0;
  }

  /** A word that may follow the context; words come by rising id. */
  public void word(int id, float log10Prob) {
    block.putInt(id);
    block.putFloat(log10Prob);
    count++;
  }

  /** Ends the context. */
  public void end() {
    block.setInt(countAt, count);
    children[target] += count;
  }

  /** What each shard gets, [targets]; empty where nothing goes. */
  public byte[][] takeBlocks() {
    byte[][] taken = new byte[blocks.length][];
    for (int t = 0; t < blocks.length; t++) {
      if (blocks[t].size() > 0) {
        blocks[t].setInt(Integer.BYTES, contexts[t]);
        blocks[t].setInt(2 * Integer.BYTES, children[t]);
      }
      taken[t] = blocks[t].take();
      contexts[t] = 0;
      children[t] = 0;
    }
    return taken;
  }
}
