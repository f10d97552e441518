package io.timestep.jobs.ngram;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.Type;

/**
 * A column of longs: by their numbers in a dictionary as long as few differ, then as they are.
 * Counts are mostly 1, and take few bits.
 */
final class LongColumn extends TableColumn {
  /** Entries of a dictionary: Parquet's own limit, 1 MB. */
  static final int MAX_ENTRIES = 1 << 17;

  private final long[] values = new long[PAGE_ROWS];
  private final int[] numbers = new int[PAGE_ROWS];
  private int size;
  private LongDictionary dictionary = new LongDictionary();
  private boolean plain;
  private boolean dictionaryUsed;

  LongColumn(Type type) {
    super(type);
  }

  void add(long value) {
    values[size] = value;
    if (!plain) {
      numbers[size] = dictionary.number(value);
      plain = dictionary.size() > MAX_ENTRIES;
    }
    size++;
  }

  @Override
  void start(PageWriter target) {
    super.start(target);
    dictionary = new LongDictionary();
    plain = false;
    dictionaryUsed = false;
  }

  @Override
  void endPage(int rows) throws IOException {
    requireValues(size, rows);
    Statistics<?> statistics = statistics();
    for (int i = 0; i < size; i++) {
      statistics.updateStats(values[i]);
    }
    if (plain) {
      writePage(BytesInput.from(bytes(values, size)), rows, statistics, Encoding.PLAIN);
    } else {
      dictionaryUsed = true;
      writePage(packed(), rows, statistics, Encoding.RLE_DICTIONARY);
    }
    size = 0;
  }

  @Override
  void end() throws IOException {
    if (dictionaryUsed) {
      byte[] entries = bytes(dictionary.values(), dictionary.size());
      pages()
          .writeDictionaryPage(
              new DictionaryPage(BytesInput.from(entries), dictionary.size(), Encoding.PLAIN));
    }
  }

  /** The numbers in as many bits as they need, runs of the same as one; the bits stand before. */
  private BytesInput packed() throws IOException {
    int bits = BytesUtils.getWidthFromMaxInt(dictionary.size() - 1);
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            bits, 1 << 10, PAGE_ROWS * Integer.BYTES, HeapByteBufferAllocator.getInstance());
    for (int i = 0; i < size; i++) {
      encoder.writeInt(numbers[i]);
    }
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) bits}), encoder.toBytes());
  }

  private static byte[] bytes(long[] values, int size) {
    byte[] bytes = new byte[size * Long.BYTES];
    for (int i = 0; i < size; i++) {
      LONGS.set(bytes, i * Long.BYTES, values[i]);
    }
    return bytes;
  }
}
