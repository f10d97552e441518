package io.timestep.ngram.count;

import java.util.Arrays;

/**
 * Deals the N-grams of sentences out to partitions by their penultimate word, so that in one
 * partition lie together all N-grams with the same last two words (their continuation counts) and
 * all with the same context. N-grams of very frequent words are dealt out further ({@link
 * SuffixPartitions}).
 *
 * <p>An N-gram becomes a key of its words in the order penultimate, last, third from the end, and
 * so on to the first: sorted keys are then sorted by suffix, and the first k words of a key are the
 * suffix of k words. Where the sentence begins, the words on the left are missing (0).
 */
public final class SuffixEvents implements SentenceSink {
  /** Whether sentences are read with {@code <s>} before and {@code </s>} after them. */
  public enum Boundaries {
    INCLUDE,
    EXCLUDE
  }

  private final KeyLayout layout;
  private final Boundaries boundaries;
  private final int start;
  private final int end;
  private final SuffixPartitions partitions;
  private final ByteBlock[] blocks;
  private final int[] shifts;
  private final int perLong;
  private final long[] expected;
  private int[] padded = new int[64];

  /**
   * @param partitions partition of each word's id, [vocabulary]
   * @param count of partitions
   */
  public SuffixEvents(
      KeyLayout layout, Boundaries boundaries, int start, int end, int[] partitions, int count) {
    this(layout, boundaries, start, end, SuffixPartitions.whole(partitions, count));
  }

  /**
   * @param layout of N words, at least 2
   * @param start id of {@code <s>}
   * @param end id of {@code </s>}
   * @param partitions where N-grams go; no word is split if N is 2
   */
  public SuffixEvents(
      KeyLayout layout, Boundaries boundaries, int start, int end, SuffixPartitions partitions) {
    partitions.checkOrder(layout.words());
    this.layout = layout;
    this.boundaries = boundaries;
    this.start = start;
    this.end = end;
    this.partitions = partitions;
    this.shifts = layout.shifts();
    this.perLong = layout.wordsPerLong();
    this.blocks = new ByteBlock[partitions.count()];
    Arrays.setAll(blocks, p -> new ByteBlock());
    this.expected = new long[partitions.count()];
  }

  /**
   * Makes room.
   *
   * @param penultimate id of a word that more N-grams will have as their last but one
   * @param ngrams how many
   */
  public void expect(int penultimate, long ngrams) {
    int split = partitions.splitNumber(penultimate);
    if (split < 0) {
      expected[partitions.byWord()[penultimate]] += ngrams;
      return;
    }
    int[] parts = partitions.splits()[split];
    for (int part : parts) {
      expected[part] += ngrams / parts.length;
    }
  }

  @Override
  public void add(int[] ids, int length) {
    boolean bounded = boundaries == Boundaries.INCLUDE;
    int before = layout.words() - (bounded ? 2 : 1); // zeros that stand for missing words
    int total = before + length + (bounded ? 2 : 0);
    if (padded.length < total) {
      padded = new int[Math.max(total, padded.length * 2)];
    }
    Arrays.fill(padded, 0, before, 0);
    int at = before;
    if (bounded) {
      padded[at++] = start + 1;
    }
    for (int i = 0; i < length; i++) {
      padded[at++] = ids[i] + 1;
    }
    if (bounded) {
      padded[at++] = end + 1;
    }
    for (int last = before + 1; last < at; last++) {
      put(last);
    }
  }

  /**
   * Takes in a single N-gram, none of its suffixes ending elsewhere.
   *
   * @param ids of a sentence's words; not changed
   * @param last place of the N-gram's last word
   * @param length its words, from 2 to N; those missing stand to the left
   */
  public void addSuffix(int[] ids, int last, int length) {
    int missing = layout.words() - length;
    Arrays.fill(padded, 0, missing, 0);
    for (int i = 0; i < length; i++) {
      padded[missing + i] = ids[last - length + 1 + i] + 1;
    }
    put(layout.words() - 1);
  }

  /**
   * What each partition gets, as {@link SortedNgrams} reads it, [partitions]; then all is empty.
   */
  public byte[][] takeBlocks() {
    byte[][] taken = new byte[blocks.length][];
    for (int p = 0; p < blocks.length; p++) {
      taken[p] = blocks[p].take();
    }
    return taken;
  }

  /** The N-gram that ends at a position of the padded sentence. */
  private void put(int last) {
    int penultimate = padded[last - 1];
    int partition = partitions.of(penultimate - 1, last < 2 ? 0 : padded[last - 2]);
    ByteBlock block = blocks[partition];
    if (block.size() == 0) {
      block.expect(expected[partition] * layout.longs() * Long.BYTES);
    }
    long packed = (long) penultimate << shifts[0];
    int inLong = 1;
    for (int j = 1; j < shifts.length; j++) {
      if (inLong == perLong) {
        block.putLong(packed);
        packed = 0;
        inLong = 0;
      }
      packed |= (padded[j == 1 ? last : last - j] & 0xFFFFFFFFL) << shifts[j];
      inLong++;
    }
    block.putLong(packed);
  }
}
