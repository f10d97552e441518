package io.timestep.ngram.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What every binary file of a model begins and ends with: 8 bytes that name its kind, the format's
 * version and the file's length; at the end, a checksum of all before.
 */
enum FileFrame {
  SHARD("TSNGTRIE", "a shard of an N-gram model"),
  LEXICON("TSNGLEXI", "the lexicon of an N-gram model");

  /** Version of the folder and of every file in it. */
  static final int FORMAT = 1;

  /** Kind (8), format (4), zero (4), length in bytes (8). */
  static final int HEAD_BYTES = 24;

  /** CRC-32C (4), zero (4). */
  static final int TAIL_BYTES = 8;

  private final String magic;
  private final String description;

  FileFrame(String magic, String description) {
    this.magic = magic;
    this.description = description;
  }

  String description() {
    return description;
  }

  /** The 8 letters as a little-endian number. */
  long magic() {
    byte[] letters = magic.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(letters).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /**
   * @param bytes of the whole file, a multiple of 8
   */
  void writeHead(BitWriter out, long bytes) throws IOException {
    out.writeLong(magic());
    out.writeLong(FORMAT);
    out.writeLong(bytes);
  }

  /**
   * Ends the file.
   *
   * @return its checksum
   */
  int writeTail(BitWriter out) throws IOException {
    out.align();
    int checksum = out.checksum();
    out.writeLong(Integer.toUnsignedLong(checksum));
    out.flush();
    return checksum;
  }
}
