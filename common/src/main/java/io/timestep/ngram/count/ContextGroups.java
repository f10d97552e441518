package io.timestep.ngram.count;

import java.util.Arrays;
import java.util.List;

/**
 * The contexts of one order that begin in a shard, sorted by their words in reading order, and the
 * words that follow each.
 *
 * @param size contexts: g
 * @param keys of the contexts by column, rising, [longs][g]
 * @param places where the i-th context's figures stand in the arrays below, [g]
 * @param log10Backoffs by place, [g]
 * @param starts by place, where the context's words begin, and their number at the end, [g + 1]
 * @param words ids, rising within a context, [words]
 * @param log10Probs of the words after their context, [words]
 */
public record ContextGroups(
    int size,
    long[][] keys,
    int[] places,
    float[] log10Backoffs,
    int[] starts,
    int[] words,
    float[] log10Probs) {

  /**
   * Reads blocks of one order and sorts them.
   *
   * @param layout of the contexts' keys
   * @param blocks of {@link ContextBlocks#takeBlocks}, in any order
   */
  public static ContextGroups of(KeyLayout layout, List<byte[]> blocks) {
    int contexts = 0;
    int children = 0;
    for (byte[] block : blocks) {
      ByteBlockReader in = new ByteBlockReader(block);
      in.nextInt(); // the order
      contexts = Math.addExact(contexts, in.nextInt());
      children = Math.addExact(children, in.nextInt());
    }
    long[][] keys = new long[layout.longs()][contexts];
    float[] backoffs = new float[contexts];
    int[] starts = new int[contexts + 1];
    int[] words = new int[children];
    float[] probs = new float[children];
    int context = 0;
    int child = 0;
    for (byte[] block : blocks) {
      ByteBlockReader in = new ByteBlockReader(block);
      for (int i = 0; i < ContextBlocks.HEADER_INTS; i++) {
        in.nextInt();
      }
      while (in.hasNext()) {
        for (long[] column : keys) {
          column[context] = in.nextLong();
        }
        backoffs[context] = in.nextFloat();
        starts[context++] = child;
        for (int last = child + in.nextInt(); child < last; child++) {
          words[child] = in.nextInt();
          probs[child] = in.nextFloat();
        }
      }
    }
    starts[context] = child;
    int[] places = new int[contexts];
    Arrays.setAll(places, i -> i);
    RadixSort.Sorted sorted = RadixSort.sort(keys, places, contexts);
    return new ContextGroups(
        contexts, sorted.keys(), sorted.payload(), backoffs, starts, words, probs);
  }

  /** The order a block is of. */
  public static int order(byte[] block) {
    return new ByteBlockReader(block).nextInt();
  }
}
