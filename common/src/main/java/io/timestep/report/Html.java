package io.timestep.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Builds HTML and inline SVG. Everything that is given to it is escaped, so that no text of a
 * corpus can become markup; what comes out is also well-formed XML.
 */
final class Html {
  /** HTML elements that have no end tag. */
  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "col");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; one whose value is null is left out
   */
  Html open(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("An attribute of <%s> has no value".formatted(tag));
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.append(' ').append(attributes[i]).append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
    if (VOID.contains(tag)) {
      out.append("/>");
    } else {
      out.append('>');
      open.push(tag);
    }
    return this;
  }

  /** Ends the element that was opened last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Ends the element and the line: what keeps the page's source readable. */
  Html closeLine() {
    close();
    out.append('\n');
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** An element with text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * A style sheet, which HTML does not unescape.
   *
   * @throws IllegalArgumentException if it has {@code <} or {@code &}, which could end the element
   */
  Html style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("A style sheet may hold neither < nor &");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /** The whole document. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Not closed: " + open);
    }
    return "<!DOCTYPE html>\n" + out;
  }

  /** What has been built so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  /** A coordinate with at most two decimals. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
              }
            });
  }

  /** Whether XML 1.0 allows the code point; a corpus may hold any. C1 controls are refused too. */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0x7F)
        || (c >= 0xA0 && c < 0xD800)
        || (c >= 0xE000 && c < 0xFFFE)
        || (c >= 0x10000 && (c & 0xFFFE) != 0xFFFE);
  }
}
