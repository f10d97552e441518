package io.timestep.ngram.count;

import java.util.List;

/**
 * The contexts of one order that begin in a shard, sorted by their words in reading order, and the
 * words that follow each. What is said of a context stays together as it came, so that meeting the
 * contexts in another order costs one leap for each.
 */
public final class ContextGroups {
  private final long[][] keys;
  private final int[] places;
  private final int words;
  private final byte[] records;

  private ContextGroups(long[][] keys, int[] places, int words, byte[] records) {
    this.keys = keys;
    this.places = places;
    this.words = words;
    this.records = records;
  }

  /**
   * Reads blocks of one order and sorts them.
   *
   * @param layout of the contexts' keys
   * @param blocks of {@link ContextBlocks#takeBlocks}, in any order
   */
  public static ContextGroups of(KeyLayout layout, List<byte[]> blocks) {
    int contexts = 0;
    int words = 0;
    int bytes = 0;
    for (byte[] block : blocks) {
      contexts = Math.addExact(contexts, ContextBlocks.contexts(block));
      words = Math.addExact(words, ContextBlocks.words(block));
      bytes = Math.addExact(bytes, block.length);
    }
    long[][] keys = new long[layout.longs()][contexts];
    int[] places = new int[contexts];
    byte[] records = new byte[bytes];
    int context = 0;
    int begin = 0;
    for (byte[] block : blocks) {
      System.arraycopy(block, 0, records, begin, block.length);
      int at = begin + ContextBlocks.HEADER_BYTES;
      begin += block.length;
      while (at < begin) {
        for (long[] column : keys) {
          column[context] = (long) ByteBlock.LONGS.get(records, at);
          at += Long.BYTES;
        }
        places[context++] = at;
        at = words(at) + ContextBlocks.WORD_BYTES * count(records, at);
      }
    }
    RadixSort.Sorted sorted = RadixSort.sort(keys, places, contexts);
    return new ContextGroups(sorted.keys(), sorted.payload(), words, records);
  }

  /** How many contexts there are. */
  public int size() {
    return places.length;
  }

  /** Words after all contexts. */
  public int words() {
    return words;
  }

  /** Of the contexts by column, rising; not a copy, [longs][size]. */
  public long[][] keys() {
    return keys;
  }

  /** log10 backoff of the i-th context. */
  public float log10Backoff(int i) {
    return Float.intBitsToFloat((int) ByteBlock.INTS.get(records, places[i]));
  }

  /** How many words follow the i-th context. */
  public int count(int i) {
    return count(records, places[i]);
  }

  /**
   * Copies the words that follow the i-th context, ids rising, and their log10 p.
   *
   * @param at where the first goes in both arrays
   */
  public void copy(int i, int[] ids, float[] log10Probs, int at) {
    int from = words(places[i]);
    int end = at + count(records, places[i]);
    for (int to = at; to < end; to++) { // mostly one or two
      ids[to] = (int) ByteBlock.INTS.get(records, from);
      log10Probs[to] =
          Float.intBitsToFloat((int) ByteBlock.INTS.get(records, from + Integer.BYTES));
      from += ContextBlocks.WORD_BYTES;
    }
  }

  /** Where the words begin of the context whose backoff is at a place. */
  private static int words(int place) {
    return place + ContextBlocks.CONTEXT_BYTES;
  }

  private static int count(byte[] records, int place) {
    return (int) ByteBlock.INTS.get(records, place + Float.BYTES);
  }
}
