package io.timestep.bench.arpa;

import io.timestep.util.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pass over an ARPA file: the counts of its header, then section after section, entry after
 * entry. The order of the entries is free; that their number is the header's, and each has as many
 * words as its section says, is checked.
 *
 * <p>An entry is {@code log10 p}, TAB, the words separated by single spaces, and TAB and {@code
 * log10 backoff} where there is one (0 where not).
 */
final class ArpaScanner implements Closeable {
  private static final Pattern COUNT = Pattern.compile("ngram (\\d+)=(\\d{1,18})");

  private final LineScanner lines;
  private final List<Long> counts;
  private int order;
  private long entries;
  private int wordsStart;
  private int wordsEnd;
  private float log10Prob;
  private float log10Backoff;

  private ArpaScanner(LineScanner lines) throws IOException {
    this.lines = lines;
    this.counts = header();
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws UserException if it does not begin as an ARPA file
   */
  static ArpaScanner open(Path file) throws IOException {
    LineScanner lines = LineScanner.open(file);
    try {
      return new ArpaScanner(lines);
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /** How many N-grams the header announces, for the orders from 1 up. */
  List<Long> counts() {
    return counts;
  }

  private List<Long> header() throws IOException {
    do {
      if (!lines.next()) {
        throw expected("\\data\\");
      }
    } while (!lines.text().equals("\\data\\"));
    List<Long> announced = new ArrayList<>();
    while (lines.next() && !lines.startsWith('\\')) {
      if (lines.isEmpty()) {
        continue;
      }
      Matcher matcher = COUNT.matcher(lines.text());
      String wanted = "ngram %d=COUNT".formatted(announced.size() + 1);
      if (!matcher.matches() || !matcher.group(1).equals("" + (announced.size() + 1))) {
        throw expected(wanted);
      }
      announced.add(Long.valueOf(matcher.group(2)));
    }
    if (announced.isEmpty()) {
      throw expected("ngram 1=COUNT");
    }
    return List.copyOf(announced);
  }

  /**
   * Enters the next section, whose head is the current line.
   *
   * @return its order; 0 when the file has ended as it should
   */
  int nextSection() {
    String wanted = order == counts.size() ? "\\end\\" : "\\%d-grams:".formatted(order + 1);
    if (!lines.text().equals(wanted)) {
      throw expected(wanted);
    }
    entries = 0;
    order = order == counts.size() ? 0 : order + 1;
    return order;
  }

  /** Moves to the next entry of the section; false at its end. */
  boolean next() throws IOException {
    do {
      if (!lines.next()) {
        throw expected("%d-grams or \\end\\".formatted(order));
      }
    } while (lines.isEmpty());
    if (lines.startsWith('\\')) {
      if (entries != counts.get(order - 1)) {
        throw expected(
            "%d %d-grams as the header says, not %d"
                .formatted(counts.get(order - 1), order, entries));
      }
      return false;
    }
    if (entries == counts.get(order - 1)) {
      throw expected(
          "the end of the %d-grams after %d, as the header says".formatted(order, entries));
    }
    entry();
    entries++;
    return true;
  }

  private void entry() {
    int probEnd = tab(lines.start());
    if (probEnd == lines.end()) {
      throw expected("log10 p, TAB, %d words".formatted(order));
    }
    wordsStart = probEnd + 1;
    wordsEnd = tab(wordsStart);
    if (words() != order) {
      throw expected("%d words between single spaces".formatted(order));
    }
    log10Prob = number(lines.start(), probEnd);
    log10Backoff = wordsEnd < lines.end() ? number(wordsEnd + 1, lines.end()) : 0;
  }

  /** Position of the first TAB from there on, or the end of the line. */
  private int tab(int from) {
    byte[] bytes = lines.buffer();
    int i = from;
    while (i < lines.end() && bytes[i] != '\t') {
      i++;
    }
    return i;
  }

  /** Number of words of the entry; 0 if one of them is empty. */
  private int words() {
    byte[] bytes = lines.buffer();
    int words = 1;
    int length = 0;
    for (int i = wordsStart; i < wordsEnd; i++) {
      if (bytes[i] != ' ') {
        length++;
      } else if (length == 0) {
        return 0;
      } else {
        words++;
        length = 0;
      }
    }
    return length == 0 ? 0 : words;
  }

  private float number(int from, int to) {
    float value = Decimals.parse(lines.buffer(), from, to);
    if (Float.isNaN(value)) {
      throw expected("a number instead of '%s'".formatted(lines.text(from, to)));
    }
    return value;
  }

  float log10Prob() {
    return log10Prob;
  }

  float log10Backoff() {
    return log10Backoff;
  }

  /** Hashes the words of the entry. */
  void hash(NgramHash hash) {
    hash.of(lines.buffer(), wordsStart, wordsEnd);
  }

  /** The words of the entry, separated by spaces. */
  String ngram() {
    return lines.text(wordsStart, wordsEnd);
  }

  /** {@code file:line} of the entry. */
  String position() {
    return lines.position();
  }

  private UserException expected(String what) {
    String got = lines.isAtEnd() ? "the end of the file" : "'%s'".formatted(lines.text());
    return new UserException(
        "%s: expected %s, got %s; is the file whole, and an ARPA file?"
            .formatted(lines.position(), what, got));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
