package io.timestep.ngram.binary;

import io.timestep.ngram.model.TrieLevel;
import java.io.IOException;

/**
 * Where and how the N-grams of one order lie in a shard: a table of fixed-width records, word,
 * probability, backoff and children's place, and the tables these refer to.
 *
 * <p>Words are in the records, where a short search ends beside what it looked for; those of
 * bigrams are in a table of their own, since a word may be searched among a hundred thousand.
 *
 * <p>The place of a node's first child is stored as its distance from an anchor, the place of the
 * first child of the first node of its block. Within a block there are few children, so that the
 * distance takes far fewer bits than the place, and the anchors next to nothing.
 *
 * @param nodes their number
 * @param wordBits bits of a word; 0 for unigrams, which are all there
 * @param probBits bits of a log10 probability
 * @param backoffBits bits of a log10 backoff weight; 0 at the highest order
 * @param childBits bits of the first child's distance from the block's anchor
 * @param blockShift log2 of the nodes in a block
 * @param probCodes number of values in the probabilities' codebook; 0: they are floats
 * @param backoffCodes number of values in the backoff weights' codebook; 0: they are floats
 * @param wordsAt offset of the words in the file, in bytes; that of the records: each is in its
 *     record
 * @param recordsAt offset of the records in the file, in bytes
 * @param anchorsAt offset of the anchors, 32-bit numbers
 * @param probCodesAt offset of the probabilities' codebook, 32-bit floats
 * @param backoffCodesAt offset of the backoff weights' codebook, 32-bit floats
 */
record LevelLayout(
    int nodes,
    int wordBits,
    int probBits,
    int backoffBits,
    int childBits,
    int blockShift,
    int probCodes,
    int backoffCodes,
    long wordsAt,
    long recordsAt,
    long anchorsAt,
    long probCodesAt,
    long backoffCodesAt) {
  /** Nodes (4), codebook sizes (4 + 4), bit widths (5 x 1), zero (7), five offsets (8 each). */
  static final int BYTES = 64;

  private static final int MAX_BLOCK_SHIFT = 31;
  private static final int MIN_BLOCK_SHIFT = 3;

  /** Bits that a number takes. */
  static int bits(long max) {
    return Long.SIZE - Long.numberOfLeadingZeros(max);
  }

  /**
   * The most compact layout of a level.
   *
   * @param at offset of its first table
   * @param probs null: floats
   * @param backoffs null: floats
   */
  static LevelLayout of(
      TrieLevel level, int order, int idBits, Codebook probs, Codebook backoffs, long at) {
    int wordBits = order == 1 ? 0 : idBits;
    boolean leaf = level.children() == null;
    int probCodes = probs == null ? 0 : probs.size();
    int backoffCodes = backoffs == null ? 0 : backoffs.size();
    int probBits = probs == null ? Precision.EXACT_PROB_BITS : bits(probCodes - 1L);
    int backoffBits = backoffs == null ? Precision.EXACT_BACKOFF_BITS : bits(backoffCodes - 1L);
    int shift = leaf ? MAX_BLOCK_SHIFT : blockShift(level.children());
    int childBits = leaf ? 0 : childBits(level.children(), shift);
    LevelLayout layout =
        new LevelLayout(
            level.size(),
            wordBits,
            probBits,
            leaf ? 0 : backoffBits,
            childBits,
            shift,
            probCodes,
            backoffCodes,
            0,
            0,
            0,
            0,
            0);
    return layout.placed(at, order == 2);
  }

  private LevelLayout placed(long at, boolean wordsApart) {
    long backoffAt = at + aligned(4L * probCodes);
    long anchors = backoffAt + aligned(4L * backoffCodes);
    long words = anchors + aligned(4L * anchors());
    long records = words + (wordsApart ? aligned(((long) nodes * wordBits + 7) / 8) : 0);
    return new LevelLayout(
        nodes,
        wordBits,
        probBits,
        backoffBits,
        childBits,
        blockShift,
        probCodes,
        backoffCodes,
        words,
        records,
        anchors,
        at,
        backoffAt);
  }

  boolean isLeaf() {
    return backoffBits == 0 && childBits == 0 && blockShift == MAX_BLOCK_SHIFT;
  }

  /** Whether the words have a table of their own. */
  boolean hasWordTable() {
    return wordsAt != recordsAt;
  }

  int recordBits() {
    return (hasWordTable() ? 0 : wordBits) + probBits + backoffBits + childBits;
  }

  /** Records; above the leaves there is one more, which tells where the last children end. */
  long records() {
    return isLeaf() ? nodes : nodes + 1L;
  }

  /** Number of anchors; 0 at the highest order. */
  long anchors() {
    return isLeaf() ? 0 : (((long) nodes) >> blockShift) + 1;
  }

  /** Offset after the last table. */
  long end() {
    return recordsAt + aligned((records() * recordBits() + 7) / 8);
  }

  void write(BitWriter out) throws IOException {
    out.write(nodes, Integer.SIZE);
    out.write(probCodes, Integer.SIZE);
    out.write(backoffCodes, Integer.SIZE);
    out.write(wordBits, Byte.SIZE);
    out.write(probBits, Byte.SIZE);
    out.write(backoffBits, Byte.SIZE);
    out.write(childBits, Byte.SIZE);
    out.write(blockShift, Byte.SIZE);
    out.align();
    out.writeLong(wordsAt);
    out.writeLong(recordsAt);
    out.writeLong(anchorsAt);
    out.writeLong(probCodesAt);
    out.writeLong(backoffCodesAt);
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param at offset in the file
   */
  static LevelLayout read(MappedFile file, long at) {
    return new LevelLayout(
        file.intAt(at),
        file.byteAt(at + 12),
        file.byteAt(at + 13),
        file.byteAt(at + 14),
        file.byteAt(at + 15),
        file.byteAt(at + 16),
        file.intAt(at + 4),
        file.intAt(at + 8),
        file.longAt(at + 24),
        file.longAt(at + 32),
        file.longAt(at + 40),
        file.longAt(at + 48),
        file.longAt(at + 56));
  }

  /** The blocks' length with which records and anchors together are smallest. */
  private static int blockShift(int[] children) {
    int best = MAX_BLOCK_SHIFT;
    long smallest = Long.MAX_VALUE;
    for (int shift = MIN_BLOCK_SHIFT; shift < MAX_BLOCK_SHIFT; shift++) {
      long anchors = ((children.length - 1L) >> shift) + 1;
      long bits = (long) children.length * childBits(children, shift) + Integer.SIZE * anchors;
      if (bits < smallest) {
        smallest = bits;
        best = shift;
      }
      if (anchors == 1) {
        break;
      }
    }
    return best;
  }

  private static int childBits(int[] children, int shift) {
    int widest = 0;
    for (long first = 0; first < children.length; first += 1L << shift) {
      int last = (int) Math.min(children.length, first + (1L << shift)) - 1;
      widest = Math.max(widest, children[last] - children[(int) first]);
    }
    return bits(widest);
  }

  private static long aligned(long bytes) {
    return (bytes + 7) & -8;
  }
}
