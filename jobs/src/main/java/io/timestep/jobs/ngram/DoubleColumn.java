package io.timestep.jobs.ngram;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.Type;

/** A column of doubles as they are: few of them are the same. */
final class DoubleColumn extends TableColumn {
  private final byte[] page = new byte[PAGE_ROWS * Double.BYTES];
  private int size;
  private Statistics<?> statistics = statistics();

  DoubleColumn(Type type) {
    super(type);
  }

  void add(double value) {
    LONGS.set(page, size, Double.doubleToLongBits(value));
    size += Double.BYTES;
    statistics.updateStats(value);
  }

  @Override
  void endPage(int rows) throws IOException {
    requireValues(size / Double.BYTES, rows);
    writePage(BytesInput.from(page, 0, size), rows, statistics, Encoding.PLAIN);
    statistics = statistics();
    size = 0;
  }
}
