package io.timestep.jobs.ngram;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file of N-grams with numbers: the column {@code ngram}, then columns of longs, then of
 * doubles. Rows go from primitive arrays into the file: the data frame of an N-gram model has more
 * rows than objects are good for.
 */
final class NgramTable implements Closeable {
  /** Column of the words, separated by a space. */
  static final String NGRAM = "ngram";

  /** Column of the occurrences. */
  static final String COUNT = "count";

  private final ParquetWriter<NgramTable> writer;
  private final String path;
  private final long[] longs;
  private final double[] doubles;
  private Binary ngram;

  /**
   * Creates a file, or overwrites one.
   *
   * @param longs names of the columns of longs
   * @param doubles names of those of doubles
   */
  NgramTable(Configuration hadoop, String path, List<String> longs, List<String> doubles) {
    this.path = path;
    this.longs = new long[longs.size()];
    this.doubles = new double[doubles.size()];
    try {
      writer =
          new Builder(HadoopOutputFile.fromPath(new Path(path), hadoop), schema(longs, doubles))
              .withConf(hadoop)
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .withCompressionCodec(CompressionCodecName.SNAPPY)
              .withWriterVersion(WriterVersion.PARQUET_1_0)
              .withDictionaryEncoding(NGRAM, false) // all values differ
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + path, e);
    }
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

  /** Sets a column of longs in the next row. */
  NgramTable set(int column, long value) {
    longs[column] = value;
    return this;
  }

  /** Sets a column of doubles in the next row. */
  NgramTable set(int column, double value) {
    doubles[column] = value;
    return this;
  }

  /** Writes the row. */
  void write(NgramText text) {
    ngram = Binary.fromReusedByteArray(text.bytes(), 0, text.length());
    try {
      writer.write(this);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<NgramTable, Builder> {
    private final MessageType schema;

    Builder(OutputFile file, MessageType schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<NgramTable> getWriteSupport(Configuration conf) {
      return new Rows(schema);
    }
  }

  /** Hands the fields of the row that is set to Parquet. */
  private static final class Rows extends WriteSupport<NgramTable> {
    private final MessageType schema;
    private RecordConsumer out;

    Rows(MessageType schema) {
      this.schema = schema;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      out = recordConsumer;
    }

    @Override
    public void write(NgramTable row) {
      int field = 0;
      out.startMessage();
      out.startField(NGRAM, field);
      out.addBinary(row.ngram);
      out.endField(NGRAM, field++);
      for (long value : row.longs) {
        String name = schema.getFieldName(field);
        out.startField(name, field);
        out.addLong(value);
        out.endField(name, field++);
      }
      for (double value : row.doubles) {
        String name = schema.getFieldName(field);
        out.startField(name, field);
        out.addDouble(value);
        out.endField(name, field++);
      }
      out.endMessage();
    }
  }
}
