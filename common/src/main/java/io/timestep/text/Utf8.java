package io.timestep.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at UTF-8 without decoding it. */
final class Utf8 {
  /** What {@link #characters} says of bytes that are no UTF-8. */
  static final int MALFORMED = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Counts code points: as many as bytes if, and only if, all are ASCII.
   *
   * @param bytes from index 0
   * @return {@link #MALFORMED} where Java's decoder would put in U+FFFD
   */
  static int characters(byte[] bytes, int length) {
    int ascii = ascii(bytes, length);
    int characters = ascii;
    for (int at = ascii; at < length; characters++) {
      int size = bytes[at] >= 0 ? 1 : sequence(bytes, at, length);
      if (size == 0) {
        return MALFORMED;
      }
      at += size;
    }
    return characters;
  }

  /** How many bytes from the first on are ASCII; those of the last eight may not be counted. */
  private static int ascii(byte[] bytes, int length) {
    int at = 0;
    while (at + Long.BYTES <= length && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    return at;
  }

  /**
   * Bytes of the code point beyond ASCII that begins at a place, 0 if it is not well-formed (The
   * Unicode Standard, table 3-7).
   */
  private static int sequence(byte[] bytes, int at, int length) {
    int lead = bytes[at] & 0xFF;
    int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || at + size > length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80; // no longer form than it needs
    int most =
        lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; // no surrogate, not beyond U+10FFFF
    if (second < least || second > most) {
      return 0;
    }
    for (int i = at + 2; i < at + size; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }
}
