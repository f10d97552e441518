package io.timestep.ngram.binary;

import io.timestep.util.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A binary file of a model, mapped into memory in segments that overlap by 8 bytes, so that any
 * 64-bit number lies in one of them. The file system's cache holds it once for all processes.
 */
final class MappedFile {
  private static final int SEGMENT_SHIFT = 30;
  private static final int SEGMENT_MASK = (1 << SEGMENT_SHIFT) - 1;
  private static final int HEX = 16;
  private static final String REMEDY = "copy it again, or build the model anew";

  private final Path path;
  private final long bytes;
  private final ByteBuffer[] segments;

  private MappedFile(Path path, long bytes, ByteBuffer[] segments) {
    this.path = path;
    this.bytes = bytes;
    this.segments = segments;
  }

  /**
   * Maps a file.
   *
   * @param expectedBytes its length
   * @param expectedCrc32c its checksum, in hexadecimal
   * @throws UserException if the file is missing, is of another kind or a newer format, or has not
   *     this length or checksum
   */
  static MappedFile open(Path path, FileFrame frame, long expectedBytes, String expectedCrc32c) {
    if (!Files.isRegularFile(path)) {
      throw new UserException(
          "%s: no such file; expected %s; copy the whole folder again"
              .formatted(path, frame.description()));
    }
    MappedFile file = map(path);
    file.checkHead(frame, expectedBytes);
    int expected = Integer.parseUnsignedInt(expectedCrc32c, HEX);
    file.checkSum(expected, file.intAt(file.bytes - FileFrame.TAIL_BYTES), "says its end");
    file.checkSum(expected, file.checksum(), "have its bytes");
    return file;
  }

  private static MappedFile map(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      long bytes = channel.size();
      ByteBuffer[] segments = new ByteBuffer[(int) (bytes >> SEGMENT_SHIFT) + 1];
      for (int i = 0; i < segments.length; i++) {
        long from = (long) i << SEGMENT_SHIFT;
        long size = Math.min(bytes - from, (1L << SEGMENT_SHIFT) + Long.BYTES);
        segments[i] =
            channel.map(FileChannel.MapMode.READ_ONLY, from, size).order(ByteOrder.LITTLE_ENDIAN);
      }
      return new MappedFile(path, bytes, segments);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot map " + path, e);
    }
  }

  private void checkHead(FileFrame frame, long expectedBytes) {
    int frameBytes = FileFrame.HEAD_BYTES + FileFrame.TAIL_BYTES;
    if (bytes >= Long.BYTES && longAt(0) != frame.magic()) {
      throw new UserException("%s: is not %s; %s".formatted(path, frame.description(), REMEDY));
    }
    if (bytes >= frameBytes && longAt(8) != FileFrame.FORMAT) {
      throw newer(path.toString(), longAt(8));
    }
    if (bytes != expectedBytes || bytes < frameBytes || longAt(16) != bytes) {
      throw new UserException(
          "%s: has %d bytes, expected %d; %s".formatted(path, bytes, expectedBytes, REMEDY));
    }
  }

  static UserException newer(String path, long format) {
    return new UserException(
        "%s: is of format %d, expected %d; read it with the version of timestep that wrote it"
            .formatted(path, format, FileFrame.FORMAT));
  }

  private void checkSum(int expected, int found, String where) {
    if (found != expected) {
      throw new UserException(
          "%s: checksum %08x %s, expected %08x; %s"
              .formatted(path, found, where, expected, REMEDY));
    }
  }

  private int checksum() {
    CRC32C sum = new CRC32C();
    long left = bytes - FileFrame.TAIL_BYTES;
    for (ByteBuffer segment : segments) {
      int size = (int) Math.min(left, 1L << SEGMENT_SHIFT);
      sum.update(segment.duplicate().limit(size));
      left -= size;
    }
    return (int) sum.getValue();
  }

  /** What is wrong with the file's insides, with the remedy. */
  UserException broken(String what) {
    return new UserException("%s: %s; %s".formatted(path, what, REMEDY));
  }

  long bytes() {
    return bytes;
  }

  /**
   * The 57 bits from an offset in bits on, at least; what is above them is not defined. Every such
   * offset lies before the file's last 8 bytes.
   */
  long bitsAt(long offset) {
    long at = offset >>> 3;
    return segments[(int) (at >>> SEGMENT_SHIFT)].getLong((int) at & SEGMENT_MASK)
        >>> ((int) offset & 7);
  }

  long longAt(long at) {
    return segments[(int) (at >>> SEGMENT_SHIFT)].getLong((int) at & SEGMENT_MASK);
  }

  int intAt(long at) {
    return segments[(int) (at >>> SEGMENT_SHIFT)].getInt((int) at & SEGMENT_MASK);
  }

  int byteAt(long at) {
    return segments[(int) (at >>> SEGMENT_SHIFT)].get((int) at & SEGMENT_MASK) & 0xFF;
  }

  float floatAt(long at) {
    return Float.intBitsToFloat(intAt(at));
  }
}
