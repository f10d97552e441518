package io.timestep.report;

import io.timestep.report.Report.Corpus;
import io.timestep.report.Report.NgramCount;
import io.timestep.report.Report.NgramOrder;
import io.timestep.report.Report.SkipGrams;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads a {@code stats} folder: its tables are TSV, a count or rank before the first tab. */
final class NgramFiles {
  private final Store store;
  private final String folder;
  private final int top;

  /**
   * @param top how many rows of each table of N-grams are read
   */
  NgramFiles(Store store, String folder, int top) {
    this.store = store;
    this.folder = folder;
    this.top = top;
  }

  Corpus corpus(String name, Fields metrics) {
    return new Corpus(
        name,
        metrics.number("sentences"),
        metrics.number("tokens"),
        metrics.number("seconds"),
        metrics.number("tokensPerSecond"),
        metrics.counts("text"),
        orders(metrics),
        rows("rank-frequency.tsv", Integer.MAX_VALUE).stream()
            .map(r -> new Point(r.number(), number(r.rest(), r.where())))
            .toList(),
        metrics.list("growth").stream()
            .map(p -> new Point(p.number("tokens"), p.number("types")))
            .filter(p -> p.x() > 0 && p.y() > 0)
            .toList(),
        Stream.of(2, 3)
            .map(order -> "%s/collocations-%d.tsv".formatted(folder, order))
            .map(file -> CollocationFile.read(store, file, top))
            .toList(),
        new SkipGrams(
            metrics.number("skipGrams", "words"),
            metrics.number("skipGrams", "skip"),
            metrics.number("skipGrams", "ngrams"),
            metrics.number("skipGrams", "types"),
            metrics.number("skipGrams", "hapaxes"),
            ngrams("skipgrams.tsv")));
  }

  private List<NgramOrder> orders(Fields metrics) {
    List<Double> types = metrics.numbers("types");
    List<Double> hapaxes = metrics.numbers("hapaxes");
    List<Fields> countOfCounts = metrics.list("countOfCounts");
    List<NgramOrder> orders = new ArrayList<>();
    for (int order = 1; order <= types.size() || store.exists(topFile(order)); order++) {
      int i = order - 1;
      orders.add(
          new NgramOrder(
              order,
              i < types.size() ? types.get(i) : Double.NaN,
              i < hapaxes.size() ? hapaxes.get(i) : Double.NaN,
              i < countOfCounts.size() ? countOfCounts.get(i).numbers() : List.of(),
              ngrams("top-%d.tsv".formatted(order))));
    }
    return List.copyOf(orders);
  }

  private String topFile(int order) {
    return "%s/top-%d.tsv".formatted(folder, order);
  }

  /** The most frequent N-grams; their documents stand in a third column, if at all. */
  private List<NgramCount> ngrams(String name) {
    return rows(name, top).stream()
        .map(
            row -> {
              int tab = row.rest().indexOf('\t');
              return tab < 0
                  ? new NgramCount(row.rest(), row.number(), Double.NaN)
                  : new NgramCount(
                      row.rest().substring(0, tab),
                      row.number(),
                      number(row.rest().substring(tab + 1), row.where()));
            })
        .toList();
  }

  private record Row(double number, String rest, String where) {}

  private List<Row> rows(String name, int limit) {
    String file = folder + "/" + name;
    if (!store.exists(file)) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(store.open(file), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      for (int number = 1; line != null && rows.size() < limit; number++) {
        rows.add(row(line, "%s:%d".formatted(file, number)));
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return rows;
  }

  private static Row row(String line, String where) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new UserException(
          "%s: expected a number, a tab and a value, got '%s'; run stats again"
              .formatted(where, line));
    }
    return new Row(number(line.substring(0, tab), where), line.substring(tab + 1), where);
  }

  private static double number(String text, String where) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UserException(
          "%s: expected a number, got '%s'; run stats again".formatted(where, text), e);
    }
  }
}
