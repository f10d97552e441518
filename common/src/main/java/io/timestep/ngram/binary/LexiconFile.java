package io.timestep.ngram.binary;

import io.timestep.ngram.model.Lexicon;
import java.io.IOException;
import java.io.OutputStream;

/** The words of a model in the order of their ids, each followed by NUL. */
final class LexiconFile {
  static final String NAME = "lexicon.bin";

  /** Words (8), bytes of the words without their NULs (8). */
  private static final int HEADER_BYTES = 16;

  /**
   * A file written.
   *
   * @param bytes its length
   * @param crc32c its checksum, 8 hexadecimal digits
   */
  record Written(long bytes, String crc32c) {}

  private LexiconFile() {}

  static Written write(OutputStream out, Lexicon lexicon) throws IOException {
    BitWriter bits = new BitWriter(out);
    byte[] blob = lexicon.blob();
    int[] ends = lexicon.ends();
    long content = FileFrame.HEAD_BYTES + HEADER_BYTES + (long) blob.length + ends.length;
    long bytes = ((content + 7) & -8) + FileFrame.TAIL_BYTES;
    FileFrame.LEXICON.writeHead(bits, bytes);
    bits.writeLong(ends.length);
    bits.writeLong(blob.length);
    int at = 0;
    for (int end : ends) {
      for (; at < end; at++) {
        bits.write(blob[at] & 0xFF, Byte.SIZE);
      }
      bits.write(0, Byte.SIZE);
    }
    return new Written(bytes, "%08x".formatted(FileFrame.LEXICON.writeTail(bits)));
  }

  static Lexicon read(MappedFile file) {
    long words = file.longAt(FileFrame.HEAD_BYTES);
    long letters = file.longAt(FileFrame.HEAD_BYTES + Long.BYTES);
    long at = FileFrame.HEAD_BYTES + HEADER_BYTES;
    long room = file.bytes() - FileFrame.TAIL_BYTES - at;
    if (words < 0 || letters < 0 || words > room || letters > room - words) {
      throw file.broken("has no room for the %d words it tells of".formatted(words));
    }
    byte[] blob = new byte[(int) letters];
    int[] ends = new int[(int) words];
    int filled = 0;
    for (int id = 0; id < words; id++, at++) {
      for (int b = file.byteAt(at); b != 0 && filled < blob.length; b = file.byteAt(++at)) {
        blob[filled++] = (byte) b;
      }
      ends[id] = filled;
    }
    try {
      return new Lexicon(blob, ends);
    } catch (IllegalArgumentException e) {
      throw file.broken(e.getMessage());
    }
  }
}
