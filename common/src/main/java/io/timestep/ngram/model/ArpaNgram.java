package io.timestep.ngram.model;

import io.timestep.util.UserException;

/** Reads the numbers of an N-gram's line. */
final class ArpaNgram {
  /** Log probabilities up to this are a 1 with a rounding error; beyond, the model is broken. */
  private static final float MAX_LOG10_PROB = 1e-5f;

  private ArpaNgram() {}

  /** The line's first field, where it is. */
  static float log10Prob(ArpaLine line) {
    float value = number(line, "a log10 probability");
    if (value > MAX_LOG10_PROB) {
      throw line.expected(
          "a log10 probability, at most 0",
          "'" + line.field() + "'",
          "a model with such is no distribution; make it again, or write 0 if p is 1");
    }
    return value > 0 ? 0 : value;
  }

  /** What follows the words: a number, or nothing, which means 0; then the line ends. */
  static float log10Backoff(ArpaLine line) {
    if (!line.nextField()) {
      return 0;
    }
    float value = number(line, "a log10 backoff or the line's end after the words");
    endOfLine(line);
    return value;
  }

  /** As {@link #log10Backoff} at the highest order, which has none; some tools write 0. */
  static void noBackoff(ArpaLine line) {
    if (!line.nextField()) {
      return;
    }
    if (number(line, "the line's end after the words") != 0) {
      throw line.expected(
          "no backoff at the highest order",
          "'" + line.field() + "'",
          "it has no meaning; is the head short of an order?");
    }
    endOfLine(line);
  }

  private static void endOfLine(ArpaLine line) {
    if (line.nextField()) {
      throw line.expected(
          "the line's end after the backoff",
          "'" + line.field() + "'",
          "an N-gram of this section has fewer words");
    }
  }

  private static float number(ArpaLine line, String expected) {
    try {
      float value = FloatParser.parse(line.bytes(), line.fieldStart(), line.fieldEnd());
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      if (isMinusInfinity(line)) {
        return ArpaLines.LOG10_ZERO;
      }
    }
    throw unexpected(line, expected);
  }

  private static boolean isMinusInfinity(ArpaLine line) {
    return line.field().equalsIgnoreCase("-inf") || line.field().equalsIgnoreCase("-infinity");
  }

  private static UserException unexpected(ArpaLine line, String expected) {
    return line.expected(
        expected, "'" + line.field() + "'", "correct the line or make the model again");
  }
}
