package io.timestep.ngram.binary;

/** The N-grams of one order of a shard, read where they lie. */
final class PackedLevel {
  private static final int SIGN = Integer.MIN_VALUE;

  /** Fewer than this are searched one by one: they lie in a cache line or two. */
  private static final int FEW = 8;

  private final MappedFile file;
  private final int nodes;
  private final long records;
  private final int recordBits;
  private final long wordMask;
  private final int probAt;
  private final long probMask;
  private final float[] probs;
  private final int backoffAt;
  private final long backoffMask;
  private final float[] backoffs;
  private final int childAt;
  private final long childMask;
  private final int blockShift;
  private final long anchors;

  PackedLevel(MappedFile file, LevelLayout layout) {
    this.file = file;
    nodes = layout.nodes();
    records = layout.recordsAt() * Byte.SIZE;
    recordBits = layout.recordBits();
    wordMask = mask(layout.wordBits());
    probAt = layout.wordBits();
    probMask = mask(layout.probBits());
    probs = codes(file, layout.probCodesAt(), layout.probCodes());
    backoffAt = probAt + layout.probBits();
    backoffMask = mask(layout.backoffBits());
    backoffs = codes(file, layout.backoffCodesAt(), layout.backoffCodes());
    childAt = backoffAt + layout.backoffBits();
    childMask = mask(layout.childBits());
    blockShift = layout.blockShift();
    anchors = layout.anchorsAt();
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }

  private static float[] codes(MappedFile file, long at, int count) {
    if (count == 0) {
      return null;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = file.floatAt(at + 4L * i);
    }
    return values;
  }

  int nodes() {
    return nodes;
  }

  int word(int node) {
    return (int) (file.bitsAt(record(node)) & wordMask);
  }

  float log10Prob(int node) {
    int code = (int) (file.bitsAt(record(node) + probAt) & probMask);
    return probs == null ? Float.intBitsToFloat(code | SIGN) : probs[code];
  }

  float log10Backoff(int node) {
    int code = (int) (file.bitsAt(record(node) + backoffAt) & backoffMask);
    return backoffs == null ? Float.intBitsToFloat(code) : backoffs[code];
  }

  /**
   * Where the children of a node begin in the next level; of the number of nodes: where all end.
   */
  int children(int node) {
    int distance = (int) (file.bitsAt(record(node) + childAt) & childMask);
    return file.intAt(anchors + 4L * (node >> blockShift)) + distance;
  }

  /**
   * The node with a word among those from {@code begin} to before {@code end}, whose words rise; or
   * -1.
   */
  int find(int begin, int end, int word) {
    int from = begin;
    int count = end - begin;
    while (count > FEW) {
      int half = count >>> 1;
      from = word(from + half) <= word ? from + half : from;
      count -= half;
    }
    for (long at = record(from); count > 0; count--, from++, at += recordBits) {
      int found = (int) (file.bitsAt(at) & wordMask);
      if (found >= word) {
        return found == word ? from : -1;
      }
    }
    return -1;
  }

  private long record(int node) {
    return records + (long) node * recordBits;
  }
}
