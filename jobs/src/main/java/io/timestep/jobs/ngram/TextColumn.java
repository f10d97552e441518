package io.timestep.jobs.ngram;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.Type;

/** A column of texts in UTF-8 that all differ: each its length and then its bytes. */
final class TextColumn extends TableColumn {
  private byte[] page = new byte[1 << 16];
  private int size;
  private int leastAt; // where the lowest and the highest text of the page begin
  private int mostAt;

  TextColumn(Type type) {
    super(type);
  }

  void add(byte[] text, int length) {
    int start = size + Integer.BYTES;
    int end = Math.addExact(start, length);
    if (end > page.length) {
      page = Arrays.copyOf(page, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(end, size * 2L)));
    }
    INTS.set(page, size, length);
    System.arraycopy(text, 0, page, start, length);
    if (size == 0 || compare(text, length, leastAt) < 0) {
      leastAt = size;
    }
    if (size == 0 || compare(text, length, mostAt) > 0) {
      mostAt = size;
    }
    size = end;
  }

  /** Bytes of the page so far. */
  int pageBytes() {
    return size;
  }

  private int compare(byte[] text, int length, int at) {
    int start = at + Integer.BYTES;
    return Arrays.compareUnsigned(text, 0, length, page, start, start + length(at));
  }

  private int length(int at) {
    return (int) INTS.get(page, at);
  }

  @Override
  void endPage(int rows) throws IOException {
    Statistics<?> statistics = statistics();
    for (int at : new int[] {leastAt, mostAt}) {
      int start = at + Integer.BYTES;
      byte[] text = Arrays.copyOfRange(page, start, start + length(at));
      statistics.updateStats(Binary.fromConstantByteArray(text));
    }
    writePage(BytesInput.from(page, 0, size), rows, statistics, Encoding.PLAIN);
    size = 0;
  }
}
