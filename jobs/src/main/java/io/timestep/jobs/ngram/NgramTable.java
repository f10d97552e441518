package io.timestep.jobs.ngram;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file of N-grams with numbers: the column {@code ngram}, then columns of longs, then of
 * doubles. Values go from primitive arrays into pages: a table of N-grams has more rows than
 * Parquet's interface for records, or objects, are good for.
 */
final class NgramTable implements Closeable {
  /** Column of the words, separated by a space. */
  static final String NGRAM = "ngram";

  /** Column of the occurrences. */
  static final String COUNT = "count";

  private static final int PAGE_BYTES = ParquetProperties.DEFAULT_PAGE_SIZE;
  private static final long GROUP_BYTES = ParquetWriter.DEFAULT_BLOCK_SIZE;

  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final MessageType schema;
  private final String path;
  private final TextColumn ngram;
  private final List<LongColumn> longs;
  private final List<DoubleColumn> doubles;
  private final List<TableColumn> columns = new ArrayList<>();
  private ColumnChunkPageWriteStore group;
  private long groupRows;
  private int pageRows;

  /**
   * Creates a file, or overwrites one.
   *
   * @param longs names of the columns of longs
   * @param doubles names of those of doubles
   */
  NgramTable(Configuration hadoop, String path, List<String> longs, List<String> doubles) {
    this.path = path;
    this.schema = schema(longs, doubles);
    this.ngram = new TextColumn(schema.getType(NGRAM));
    this.longs = longs.stream().map(name -> new LongColumn(schema.getType(name))).toList();
    this.doubles = doubles.stream().map(name -> new DoubleColumn(schema.getType(name))).toList();
    columns.add(ngram);
    columns.addAll(this.longs);
    columns.addAll(this.doubles);
    this.codecs = new CodecFactory(hadoop, PAGE_BYTES);
    try {
      this.file =
          new ParquetFileWriter(
              HadoopOutputFile.fromPath(new Path(path), hadoop),
              schema,
              ParquetFileWriter.Mode.OVERWRITE,
              GROUP_BYTES,
              ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
              ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
              ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
              ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
      file.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + path, e);
    }
    startGroup();
  }

  private void startGroup() {
    group =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CompressionCodecName.SNAPPY),
            schema,
            HeapByteBufferAllocator.getInstance(),
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH);
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).start(group.getPageWriter(schema.getColumns().get(i)));
    }
    groupRows = 0;
  }

  private static MessageType schema(List<String> longs, List<String> doubles) {
    List<Type> fields = new ArrayList<>();
    fields.add(
        Types.required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(NGRAM));
    for (String name : longs) {
      fields.add(Types.required(PrimitiveTypeName.INT64).named(name));
    }
    for (String name : doubles) {
      fields.add(Types.required(PrimitiveTypeName.DOUBLE).named(name));
    }
    return new MessageType("ngrams", fields);
  }

  /** Sets a column of longs in the row that is written next; each column once. */
  NgramTable set(int column, long value) {
    longs.get(column).add(value);
    return this;
  }

  /** Sets a column of doubles likewise. */
  NgramTable set(int column, double value) {
    doubles.get(column).add(value);
    return this;
  }

  /** Writes the row, of which all other columns are set. */
  void write(NgramText text) {
    ngram.add(text.bytes(), text.length());
    pageRows++;
    if (pageRows == TableColumn.PAGE_ROWS || ngram.pageBytes() >= PAGE_BYTES) {
      endPage();
    }
  }

  private void endPage() {
    try {
      long bytes = 0;
      for (TableColumn column : columns) {
        column.endPage(pageRows);
        bytes += column.bytes();
      }
      groupRows += pageRows;
      pageRows = 0;
      if (bytes >= GROUP_BYTES) {
        endGroup();
        startGroup();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  private void endGroup() throws IOException {
    for (TableColumn column : columns) {
      column.end();
    }
    file.startBlock(groupRows);
    group.flushToFileWriter(file);
    file.endBlock();
  }

  @Override
  public void close() {
    try {
      if (pageRows > 0) {
        endPage();
      }
      if (groupRows > 0) {
        endGroup();
      }
      file.end(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    } finally {
      codecs.release();
    }
  }
}
