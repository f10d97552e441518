package io.timestep.ngram.model;

import io.timestep.util.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The line of a text that is being read, as bytes in a buffer that all lines share, and its fields,
 * separated by any number of spaces, tabs, CR and NUL.
 */
final class ArpaLine {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int MAX_LINE_BYTES = 1 << 28;
  private static final int MAX_QUOTED = 60;

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private int start;
  private int end; // of the line, its LF not included
  private int next;
  private long number;
  private int fieldStart;
  private int fieldEnd;
  private boolean ended;

  /**
   * @param name of the text, for messages
   */
  ArpaLine(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Goes to the next line; false where there is none. */
  boolean advance() throws IOException {
    start = next;
    int at = start;
    while (true) {
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      if (at < filled || ended) {
        break;
      }
      at -= start; // as the line moves to the buffer's start
      fill();
    }
    boolean unterminated = at == filled;
    end = at;
    next = unterminated ? at : at + 1;
    number++;
    rewind();
    return !unterminated || start < end;
  }

  /** Goes to the next line that is not blank; false where there is none. */
  boolean advanceToText() throws IOException {
    while (advance()) {
      if (nextField()) {
        rewind();
        return true;
      }
    }
    return false;
  }

  /** Goes to the line's next field; false where there is none. */
  boolean nextField() {
    int at = fieldEnd;
    while (at < end && isSeparator(buffer[at])) {
      at++;
    }
    fieldStart = at;
    while (at < end && !isSeparator(buffer[at])) {
      at++;
    }
    fieldEnd = at;
    return fieldStart < fieldEnd;
  }

  /** Goes back before the line's first field. */
  void rewind() {
    fieldStart = start;
    fieldEnd = start;
  }

  /** What the field's places stand in; until the next line. */
  byte[] bytes() {
    return buffer;
  }

  int fieldStart() {
    return fieldStart;
  }

  int fieldEnd() {
    return fieldEnd;
  }

  /** The field as text; empty where the line has no more. */
  String field() {
    return quoted(fieldStart, fieldEnd);
  }

  /** The line without the separators around it, from its head if it is long. */
  String text() {
    int from = start;
    int to = end;
    while (from < to && isSeparator(buffer[from])) {
      from++;
    }
    while (to > from && isSeparator(buffer[to - 1])) {
      to--;
    }
    return quoted(from, to);
  }

  /** Of the line, from 1. */
  long number() {
    return number;
  }

  /** Whether these are the line's first two bytes. */
  boolean startsWith(int first, int second) {
    return end - start >= 2
        && (buffer[start] & 0xFF) == first
        && (buffer[start + 1] & 0xFF) == second;
  }

  UserException expected(String expected, String got, String remedy) {
    return expected(number, expected, got, remedy);
  }

  UserException expected(long line, String expected, String got, String remedy) {
    return new UserException(
        "%s:%d: expected %s, got %s; %s".formatted(name, line, expected, got, remedy));
  }

  private String quoted(int from, int to) {
    boolean whole = to - from <= MAX_QUOTED;
    String text = new String(buffer, from, whole ? to - from : MAX_QUOTED, StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", "\uFFFD") + (whole ? "" : "...");
  }

  private static boolean isSeparator(byte b) {
    return (b & 0xFF) <= ' ' && (b == ' ' || b == '\t' || b == '\r' || b == 0);
  }

  /** Moves the line to the buffer's start and reads on behind it. */
  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      if (filled >= MAX_LINE_BYTES) {
        throw new UserException(
            "%s:%d: expected a line of at most %d bytes; is this a text file?"
                .formatted(name, number + 1, MAX_LINE_BYTES));
      }
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    try {
      int read = in.read(buffer, filled, buffer.length - filled);
      ended = read < 0;
      filled += Math.max(read, 0);
    } catch (EOFException | ZipException e) {
      throw new UserException(
          "%s:%d: the compressed file is cut off or damaged (%s); make or copy it again"
              .formatted(name, number + 1, e.getMessage()),
          e);
    }
  }
}
