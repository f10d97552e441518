package io.timestep.jobs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a label and a value, the values in one column. */
public final class TextTable {
  private record Row(String label, String value) {}

  private final List<Row> rows = new ArrayList<>();

  public TextTable row(String label, String value) {
    rows.add(new Row(label, value));
    return this;
  }

  public TextTable row(String label, long value) {
    return row(label, String.format(Locale.ROOT, "%,d", value));
  }

  /** A number with two decimals. */
  public TextTable row(String label, double value) {
    return row(label, String.format(Locale.ROOT, "%,.2f", value));
  }

  /** A share from 0 to 1 as it is read by people. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  @Override
  public String toString() {
    int width = rows.stream().mapToInt(row -> row.label.length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(row.label)
          .append(" ".repeat(width + 2 - row.label.length()))
          .append(row.value)
          .append('\n');
    }
    return text.toString().stripTrailing();
  }
}
