package io.timestep.jobs.corpus;

/**
 * A line, or a row of a column, as it was read.
 *
 * @param document the line's key: unique, and increasing in the order of the corpus, which is that
 *     of the files' paths and of the lines in a file
 * @param bytes UTF-8 from index 0; the reader's own buffer, good until its next line
 * @param length how many bytes the line has, without the line feed
 */
public record RawLine(long document, byte[] bytes, int length) {
  private static final int OFFSET_BITS = 40;

  /**
   * The key of a line.
   *
   * @param file index of the file in the sorted input
   * @param offset of the line in the file: a byte, or a row
   */
  static long key(int file, long offset) {
    if (file >= 1 << (63 - OFFSET_BITS) || offset >= 1L << OFFSET_BITS) {
      throw new IllegalArgumentException(
          "File %d, offset %d: more than 8,388,608 files or 1 TiB in one of them"
              .formatted(file, offset));
    }
    return (long) file << OFFSET_BITS | offset;
  }

  /** Index of the file that a key names. */
  static int file(long document) {
    return (int) (document >>> OFFSET_BITS);
  }

  /** Place in that file: a byte, or a row. */
  static long offset(long document) {
    return document & ((1L << OFFSET_BITS) - 1);
  }
}
