package io.timestep.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tables that scroll within themselves where the screen is too narrow. */
final class Table {
  /** A row of {@link #facts}: one quantity of several results. */
  record Fact<T>(String label, Function<T, String> value) {}

  private Table() {}

  /**
   * Begins a table and its body.
   *
   * @param caption names the table for a reader who cannot see it
   * @param columns headings; those of numbers begin with {@code #}
   */
  static void open(Html html, String caption, List<String> columns) {
    html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
    html.open("table").open("thead").open("tr");
    for (String column : columns) {
      if (column.startsWith("#")) {
        html.element("th", column.substring(1), "scope", "col", "class", "number");
      } else {
        html.open("th", "scope", "col");
        Words.write(html, column);
        html.close();
      }
    }
    html.close().close().open("tbody").text("\n");
  }

  static void close(Html html) {
    html.close().close().closeLine();
  }

  static void rowName(Html html, String name) {
    html.element("th", name, "scope", "row");
  }

  static void number(Html html, String text) {
    html.element("td", text, "class", "number");
  }

  /**
   * Quantities as rows, results as columns; a single result needs no heading and is set as a list
   * of two columns where there is room.
   */
  static <T> void facts(
      Html html, String caption, List<T> results, Function<T, String> name, List<Fact<T>> facts) {
    if (results.size() == 1) {
      list(html, results.get(0), facts);
      return;
    }
    Stream<String> columns = results.stream().map(r -> "#" + name.apply(r));
    open(html, caption, Stream.concat(Stream.of(""), columns).toList());
    for (Fact<T> fact : facts) {
      html.open("tr");
      rowName(html, fact.label());
      results.stream().map(fact.value()).forEach(v -> number(html, v));
      html.closeLine();
    }
    close(html);
  }

  private static <T> void list(Html html, T result, List<Fact<T>> facts) {
    html.open("dl", "class", "facts").text("\n");
    for (Fact<T> fact : facts) {
      html.open("div").element("dt", fact.label());
      html.element("dd", fact.value().apply(result), "class", "number").closeLine();
    }
    html.closeLine();
  }
}
