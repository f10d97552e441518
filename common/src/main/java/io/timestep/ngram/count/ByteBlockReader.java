package io.timestep.ngram.count;

/** Reads the numbers of a {@link ByteBlock} in the order they were put. */
public final class ByteBlockReader {
  private final byte[] bytes;
  private int position;

  public ByteBlockReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasNext() {
    return position < bytes.length;
  }

  public long nextLong() {
    long value = (long) ByteBlock.LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  public int nextInt() {
    int value = (int) ByteBlock.INTS.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  public float nextFloat() {
    return Float.intBitsToFloat(nextInt());
  }
}
