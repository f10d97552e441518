package io.timestep.ngram.model;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the head of an ARPA file: how many N-grams of each order it lists. */
final class ArpaHeader {
  private static final String DATA = "\\data\\";
  private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d{1,9})\\s*=\\s*(\\d{1,18})");
  private static final int MAX_ORDER = 8;
  private static final long MAX_COUNT = Integer.MAX_VALUE - 8; // N-grams that an array holds

  /** The format allows any text before the head; more than this is another kind of file. */
  private static final int MAX_LINES_BEFORE = 10_000;

  private ArpaHeader() {}

  /**
   * Reads from the file's start to the blank line after the counts.
   *
   * @return N-grams by order, [order]
   */
  static int[] read(ArpaLine line) throws IOException {
    skipToData(line);
    int[] counts = new int[MAX_ORDER];
    int orders = 0;
    while (line.advance() && line.nextField() && line.bytes()[line.fieldStart()] == 'n') {
      if (orders == counts.length) {
        throw line.expected(
            "N-grams of at most %d words".formatted(counts.length),
            "'" + line.text() + "'",
            "make a model of lower order");
      }
      counts[orders] = count(line, orders + 1);
      orders++;
    }
    if (orders == 0) {
      throw line.expected(
          "'ngram 1=' and a number", "'" + line.text() + "'", "is this an ARPA model?");
    }
    return Arrays.copyOf(counts, orders);
  }

  private static void skipToData(ArpaLine line) throws IOException {
    String first = "nothing: the file is empty";
    int lines = 0;
    while (lines < MAX_LINES_BEFORE && line.advanceToText()) {
      String text = line.text();
      if (text.equals(DATA)) {
        return;
      }
      if (lines++ == 0) {
        first = "'" + text + "'";
        if (line.startsWith(0x1F, 0x8B)) {
          throw line.expected(1, DATA, "a gzip file", "end its name in .gz");
        }
      }
    }
    throw line.expected(1, DATA, first, "this is no ARPA model");
  }

  private static int count(ArpaLine line, int order) {
    Matcher matcher = COUNT.matcher(line.text());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != order) {
      throw line.expected(
          "'ngram %d=' and a number".formatted(order),
          "'" + line.text() + "'",
          "the head lists the orders from 1 up");
    }
    long count = Long.parseLong(matcher.group(2));
    if (count > MAX_COUNT) {
      throw line.expected(
          "at most %d N-grams of an order".formatted(MAX_COUNT),
          matcher.group(2),
          "prune the model");
    }
    return (int) count;
  }
}
