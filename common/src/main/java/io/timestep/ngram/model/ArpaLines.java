package io.timestep.ngram.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines of an ARPA section, written through a buffer without an object for each. */
final class ArpaLines {
  /** What stands for the logarithm of 0. */
  static final float LOG10_ZERO = -99;

  private static final int BUFFER_BYTES = 1 << 18;

  private final Lexicon lexicon;
  private final OutputStream out;
  private final FloatTexts backoffs = new FloatTexts();
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int end;

  ArpaLines(Lexicon lexicon, OutputStream out) {
    this.lexicon = lexicon;
    this.out = out;
  }

  /**
   * The line of a node.
   *
   * @param context the words before its own, each with a space behind, [at least contextEnd]
   */
  void line(TrieLevel level, int node, byte[] context, int contextEnd) throws IOException {
    int word = level.words()[node];
    reserve(contextEnd, lexicon.length(word));
    number(Math.min(level.log10Probs()[node], 0));
    buffer[end++] = '\t';
    System.arraycopy(context, 0, buffer, end, contextEnd);
    end = lexicon.copy(word, buffer, end + contextEnd);
    if (level.log10Backoffs() != null) {
      buffer[end++] = '\t';
      float backoff = level.log10Backoffs()[node];
      if (backoff == 0) {
        buffer[end++] = '0'; // never -0
      } else {
        end = backoffs.write(finite(backoff), buffer, end);
      }
    }
    buffer[end++] = '\n';
  }

  /**
   * Bytes of the line of a node.
   *
   * @param contextBytes of the words before its own, each with a space behind
   */
  static long length(
      TrieLevel level, int node, long contextBytes, Lexicon lexicon, FloatTexts backoffs) {
    float prob = Math.min(level.log10Probs()[node], 0);
    long length = 2 + contextBytes + lexicon.length(level.words()[node]); // a tab, a line feed
    length += prob == 0 ? 1 : FloatText.length(finite(prob));
    if (level.log10Backoffs() != null) {
      float backoff = level.log10Backoffs()[node];
      length += 1 + (backoff == 0 ? 1 : backoffs.length(finite(backoff)));
    }
    return length;
  }

  void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    reserve(bytes.length, 0);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /** Hands all that was written to the stream, and flushes that. */
  void flush() throws IOException {
    drain();
    out.flush();
  }

  private void number(float value) {
    if (value == 0) {
      buffer[end++] = '0'; // never -0
    } else {
      end = FloatText.write(finite(value), buffer, end);
    }
  }

  private static float finite(float value) {
    return value == Float.NEGATIVE_INFINITY ? LOG10_ZERO : value;
  }

  /** Makes room for a line whose text is in two parts. */
  private void reserve(int first, int second) throws IOException {
    long needed = (long) first + second + 2 * FloatText.MAX_LENGTH + 3;
    if (needed > buffer.length - end) {
      drain();
      if (needed > buffer.length) {
        buffer = new byte[Math.toIntExact(needed)];
      }
    }
  }

  private void drain() throws IOException {
    out.write(buffer, 0, end);
    end = 0;
  }
}
