package io.timestep.ngram.binary;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Writes numbers of any width one after the other, the lowest bit first, and keeps the checksum of
 * all that it has written.
 */
final class BitWriter {
  /** Widest number that fits beside the up to 7 bits of a byte begun. */
  static final int MAX_BITS = 57;

  private final OutputStream out;
  private final CRC32C checksum = new CRC32C();
  private final byte[] buffer = new byte[1 << 16];
  private int filled;

  /** Bytes of the buffer that the checksum has. */
  private int drained;

  private long bytes;
  private long pending;
  private int pendingBits;

  BitWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * @param value less than 2^bits
   * @param bits 0 to {@link #MAX_BITS}
   */
  void write(long value, int bits) throws IOException {
    pending |= value << pendingBits;
    pendingBits += bits;
    while (pendingBits >= Byte.SIZE) {
      put((byte) pending);
      pending >>>= Byte.SIZE;
      pendingBits -= Byte.SIZE;
    }
  }

  void writeFloat(float value) throws IOException {
    write(Integer.toUnsignedLong(Float.floatToIntBits(value)), Integer.SIZE);
  }

  void writeLong(long value) throws IOException {
    write(value & 0xFFFF_FFFFL, Integer.SIZE);
    write(value >>> Integer.SIZE, Integer.SIZE);
  }

  void writeBytes(byte[] source) throws IOException {
    for (byte b : source) {
      write(b & 0xFF, Byte.SIZE);
    }
  }

  /** Fills with zero bits to a multiple of 8 bytes. */
  void align() throws IOException {
    if (pendingBits > 0) {
      write(0, Byte.SIZE - pendingBits);
    }
    while ((bytes & 7) != 0) {
      put((byte) 0);
    }
  }

  /** Whole bytes written so far. */
  long bytes() {
    return bytes;
  }

  /** CRC-32C of the whole bytes written so far. */
  int checksum() {
    drain();
    return (int) checksum.getValue();
  }

  void flush() throws IOException {
    empty();
    out.flush();
  }

  private void drain() {
    checksum.update(buffer, drained, filled - drained);
    drained = filled;
  }

  private void empty() throws IOException {
    drain();
    out.write(buffer, 0, filled);
    filled = 0;
    drained = 0;
  }

  private void put(byte b) throws IOException {
    if (filled == buffer.length) {
      empty();
    }
    buffer[filled++] = b;
    bytes++;
  }
}
