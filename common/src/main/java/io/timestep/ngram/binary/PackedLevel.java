package io.timestep.ngram.binary;

/** The N-grams of one order of a shard, read where they lie. */
final class PackedLevel {
  private static final int SIGN = Integer.MIN_VALUE;

  private final MappedFile file;
  private final long records;
  private final int recordBits;
  private final long words;
  private final int wordStride;
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
    records = layout.recordsAt() * Byte.SIZE;
    recordBits = layout.recordBits();
    words = layout.wordsAt() * Byte.SIZE;
    wordStride = layout.hasWordTable() ? layout.wordBits() : recordBits;
    wordMask = mask(layout.wordBits());
    probAt = layout.hasWordTable() ? 0 : layout.wordBits();
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

  int word(int node) {
    return (int) (file.bitsAt(words + (long) node * wordStride) & wordMask);
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

  private long record(int node) {
    return records + (long) node * recordBits;
  }
}
