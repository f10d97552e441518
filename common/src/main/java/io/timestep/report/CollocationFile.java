package io.timestep.report;

import io.timestep.report.Report.Collocation;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a table of collocations that {@code stats} wrote: TSV under a heading. */
final class CollocationFile {
  private final String file;
  private final List<String> heading;

  private CollocationFile(String file, String heading) {
    this.file = file;
    this.heading = Arrays.asList(heading.split("\t", -1));
  }

  /**
   * The first rows; none if there is no such file.
   *
   * @param limit how many rows are read
   */
  static List<Collocation> read(Store store, String file, int limit) {
    if (!store.exists(file)) {
      return List.of();
    }
    List<Collocation> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(store.open(file), StandardCharsets.UTF_8))) {
      String heading = lines.readLine();
      CollocationFile columns = new CollocationFile(file, heading == null ? "" : heading);
      String line = lines.readLine();
      for (int number = 2; line != null && rows.size() < limit; number++) {
        rows.add(columns.row(line.split("\t", -1), number));
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return List.copyOf(rows);
  }

  private Collocation row(String[] fields, int number) {
    if (fields.length != heading.size()) {
      throw broken(number, heading.size() + " columns", String.join(" ", fields));
    }
    int name = heading.indexOf("ngram");
    return new Collocation(
        name < 0 ? "" : fields[name],
        number(fields, "count", number),
        number(fields, "pmi", number),
        number(fields, "npmi", number),
        number(fields, "g2", number),
        number(fields, "chi2", number),
        number(fields, "t", number));
  }

  private double number(String[] fields, String column, int number) {
    int i = heading.indexOf(column);
    if (i < 0) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(fields[i]);
    } catch (NumberFormatException e) {
      throw broken(number, "a number for " + column, fields[i]);
    }
  }

  private UserException broken(int number, String expected, String found) {
    return new UserException(
        "%s:%d: expected %s, got '%s'; run stats again".formatted(file, number, expected, found));
  }
}
