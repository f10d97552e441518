package io.timestep.jobs.corpus;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Encoded text while it is worked with: columns {@code document} (long, the order of the text),
 * {@code tokens} (array of int) and {@code characters} (int), a sentence a row. Closing it lets the
 * cluster forget what was kept for it; the rows cannot be read afterwards.
 *
 * @param release what else is to be given free
 */
public record EncodedRows(Dataset<Row> rows, Runnable release) implements AutoCloseable {
  /** Rows that need nothing but their files. */
  public static EncodedRows of(Dataset<Row> rows) {
    return new EncodedRows(rows, () -> {});
  }

  /** These rows, kept by the executors from when they are first read: for several readings. */
  public EncodedRows kept() {
    return new EncodedRows(rows.cache(), release);
  }

  @Override
  public void close() {
    rows.unpersist();
    release.run();
  }
}
