package io.timestep.ngram.count;

/**
 * A split word's bigrams on their way between a partition and the task that adds them up.
 *
 * @param origin number of the partition they are in
 * @param bigrams with the partition's counts, or with those of the whole text on the way back
 */
public record SplitWordBlock(int origin, SplitWord bigrams) {
  private static final int HEADER_BYTES = 3 * Integer.BYTES;
  private static final int ROW_BYTES = Integer.BYTES + 2 * Long.BYTES;

  /** As bytes; {@link #read} is the way back. */
  public byte[] bytes() {
    ByteBlock out = new ByteBlock();
    out.expect(HEADER_BYTES + (long) ROW_BYTES * bigrams.size());
    out.putInt(origin);
    out.putInt(bigrams.word());
    out.putInt(bigrams.size());
    for (int i = 0; i < bigrams.size(); i++) {
      out.putInt(bigrams.followers()[i]);
      out.putLong(bigrams.adjusted()[i]);
      out.putLong(bigrams.actual()[i]);
    }
    return out.take();
  }

  static SplitWordBlock read(byte[] block) {
    ByteBlockReader in = new ByteBlockReader(block);
    int origin = in.nextInt();
    int word = in.nextInt();
    int size = in.nextInt();
    SplitWord bigrams = new SplitWord(word, new int[size], new long[size], new long[size]);
    for (int i = 0; i < size; i++) {
      bigrams.followers()[i] = in.nextInt();
      bigrams.adjusted()[i] = in.nextLong();
      bigrams.actual()[i] = in.nextLong();
    }
    return new SplitWordBlock(origin, bigrams);
  }
}
