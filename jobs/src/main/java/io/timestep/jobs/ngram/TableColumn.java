package io.timestep.jobs.ngram;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.Type;

/**
 * A column of a Parquet file in the making, none of whose values is missing: its pages are the
 * values alone, without levels (Parquet's format, version 1). For one thread.
 */
abstract class TableColumn {
  /** Values of a page, at most; Parquet's own limit. */
  static final int PAGE_ROWS = 20_000;

  /** How Parquet writes numbers. */
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Type type;
  private PageWriter pages;

  TableColumn(Type type) {
    this.type = type;
  }

  /** Begins the column's part of a row group. */
  void start(PageWriter target) {
    pages = target;
  }

  /** Hands on the values since the last page, at most {@value #PAGE_ROWS}. */
  abstract void endPage(int rows) throws IOException;

  /** Ends the column's part of a row group, after its last page. */
  void end() throws IOException {}

  /** Bytes of the pages so far, as they will be in the file. */
  final long bytes() {
    return pages.getMemSize();
  }

  final Statistics<?> statistics() {
    return Statistics.createStats(type);
  }

  final PageWriter pages() {
    return pages;
  }

  /**
   * @throws IllegalStateException if a row was written with this column not set, or set twice
   */
  final void requireValues(int values, int rows) {
    if (values != rows) {
      throw new IllegalStateException(
          "%d values for %d rows in column %s".formatted(values, rows, type.getName()));
    }
  }

  final void writePage(BytesInput values, int rows, Statistics<?> statistics, Encoding encoding)
      throws IOException {
    Encoding noLevels = Encoding.RLE; // any will do
    pages.writePage(values, rows, rows, statistics, noLevels, noLevels, encoding);
  }
}
