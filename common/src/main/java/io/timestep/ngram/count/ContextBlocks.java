package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Contexts with their backoff and the words that follow them, dealt out by the context's first
 * word: what the estimation of one partition says, on its way to the shards of the model. One
 * instance for each order.
 */
public final class ContextBlocks {
  /** In front of each block: the order, contexts, words. */
  private static final int HEADER_INTS = 3;

  static final int HEADER_BYTES = HEADER_INTS * Integer.BYTES;

  /** A context's backoff and the number of its words. */
  static final int CONTEXT_BYTES = Float.BYTES + Integer.BYTES;

  /** A word and its probability. */
  static final int WORD_BYTES = Integer.BYTES + Float.BYTES;

  private final int order;
  private final ByteBlock[] blocks;
  private final int[] contexts;
  private final int[] children;
  private final long[] expected;
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
    this.expected = new long[targets];
  }

  /**
   * Makes room for a context that will come, at least for its words that do.
   *
   * @param keyLongs of its key
   * @param words that follow it, at most
   */
  public void expect(int shard, int keyLongs, int words) {
    expected[shard] += (long) keyLongs * Long.BYTES + CONTEXT_BYTES + (long) words * WORD_BYTES;
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
      block.expect(HEADER_BYTES + expected[shard]);
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

  /** The order a block is of. */
  public static int order(byte[] block) {
    return (int) ByteBlock.INTS.get(block, 0);
  }

  /** Contexts in a block. */
  static int contexts(byte[] block) {
    return (int) ByteBlock.INTS.get(block, Integer.BYTES);
  }

  /** Words after all contexts in a block. */
  static int words(byte[] block) {
    return (int) ByteBlock.INTS.get(block, 2 * Integer.BYTES);
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
