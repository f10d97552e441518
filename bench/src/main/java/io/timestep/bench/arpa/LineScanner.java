package io.timestep.bench.arpa;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file as ranges of one buffer, so that a file of gigabytes costs no object a line.
 * Lines end with LF; a file whose name ends in {@code .gz} is unpacked.
 */
final class LineScanner implements Closeable {
  private static final int FIRST_CAPACITY = 1 << 20;

  private final Path file;
  private final InputStream in;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int filled;
  private int next;
  private int start;
  private int end;
  private long lineNumber;
  private boolean isAtEnd;

  private LineScanner(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static LineScanner open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return new LineScanner(file, raw);
    }
    try {
      return new LineScanner(file, new GZIPInputStream(raw, 1 << 16));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Moves to the next line; false at the end of the file. */
  boolean next() throws IOException {
    int scanned = next;
    while (true) {
      for (int i = scanned; i < filled; i++) {
        if (buffer[i] == '\n') {
          return take(i, i + 1);
        }
      }
      int pending = filled - next;
      if (!fill()) {
        isAtEnd = pending == 0;
        return take(filled, filled) && !isAtEnd;
      }
      scanned = next + pending;
    }
  }

  private boolean take(int lineEnd, int following) {
    start = next;
    end = lineEnd;
    next = following;
    lineNumber++;
    return true;
  }

  /** Reads more behind what is pending, which moves to the front; false if there is no more. */
  private boolean fill() throws IOException {
    int pending = filled - next;
    if (pending == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
    } else if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, pending);
    }
    next = 0;
    filled = pending;
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(read, 0);
    return read > 0;
  }

  /** Where the line's bytes are, until the next call of {@link #next()}. */
  byte[] buffer() {
    return buffer;
  }

  /** First byte of the line in the buffer. */
  int start() {
    return start;
  }

  /** One behind the last byte of the line in the buffer, its LF not included. */
  int end() {
    return end;
  }

  /** Whether there was no further line. */
  boolean isAtEnd() {
    return isAtEnd;
  }

  boolean isEmpty() {
    return start == end;
  }

  boolean startsWith(char c) {
    return start < end && buffer[start] == c;
  }

  String text() {
    return text(start, end);
  }

  String text(int from, int to) {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }

  /** {@code file:line}, for errors. */
  String position() {
    return "%s:%d".formatted(file, lineNumber);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
