package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Deals N-grams that were counted before out to partitions, as {@link SuffixEvents} deals those of
 * sentences: the same N-grams with the same counts in all come to the same {@link SortedNgrams}.
 *
 * <p>What stands for a text are its N-grams of the highest order, and the shorter ones that begin
 * with {@code <s>}: one of them ends at each word.
 */
public final class CountedEvents {
  private final KeyLayout layout;
  private final SuffixPartitions partitions;
  private final ByteBlock[] blocks;
  private final int[] shifts;
  private final long[] key;

  /**
   * @param layout of N words, at least 2
   * @param partitions where N-grams go; no word is split if N is 2
   */
  public CountedEvents(KeyLayout layout, SuffixPartitions partitions) {
    partitions.checkOrder(layout.words());
    this.layout = layout;
    this.partitions = partitions;
    this.shifts = layout.shifts();
    this.key = new long[layout.longs()];
    this.blocks = new ByteBlock[partitions.count()];
    Arrays.setAll(blocks, p -> new ByteBlock());
  }

  /**
   * Takes in an N-gram.
   *
   * @param ids of its words in reading order, [at least length]; not changed
   * @param length 2 to N
   * @param count how often it occurs, at least 1
   */
  public void add(int[] ids, int length, long count) {
    if (length < 2 || length > shifts.length || count < 1) {
      throw new IllegalArgumentException(
          "%d words, %d times; expected 2 to %d words".formatted(length, count, shifts.length));
    }
    Arrays.fill(key, 0);
    for (int j = 0; j < length; j++) {
      int fromLast = j < 2 ? 1 - j : j; // the last word but one stands first
      key[layout.column(j)] |= (ids[length - 1 - fromLast] + 1L) << shifts[j];
    }
    int before = length < 3 ? 0 : ids[length - 3] + 1;
    ByteBlock block = blocks[partitions.of(ids[length - 2], before)];
    for (long part : key) {
      block.putLong(part);
    }
    block.putLong(count);
  }

  /**
   * What each partition gets, as {@link SortedNgrams#ofCounted} reads it, [partitions]; then all is
   * empty.
   */
  public byte[][] takeBlocks() {
    byte[][] taken = new byte[blocks.length][];
    Arrays.setAll(taken, p -> blocks[p].take());
    return taken;
  }
}
