package io.timestep.jobs.ngram;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** A row of a table of N-grams, set anew for each that is read. */
final class NgramRow {
  private byte[] ngram;
  private long count;

  /** UTF-8; null if the row has none. */
  byte[] ngram() {
    return ngram;
  }

  /** 0 if the row has none. */
  long count() {
    return count;
  }

  /** How Parquet sets a row. */
  static final class Reading extends ReadSupport<NgramRow> {
    private final NgramRow row;

    Reading(NgramRow row) {
      this.row = row;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType file = context.getFileSchema();
      return new ReadContext(
          new MessageType(
              file.getName(), file.getType(NgramTable.NGRAM), file.getType(NgramTable.COUNT)));
    }

    @Override
    public RecordMaterializer<NgramRow> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType fileSchema,
        ReadContext context) {
      return new Materializer(row);
    }
  }

  private static final class Materializer extends RecordMaterializer<NgramRow> {
    private final NgramRow row;

    Materializer(NgramRow row) {
      this.row = row;
    }

    @Override
    public NgramRow getCurrentRecord() {
      return row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return new Fields(row);
    }
  }

  private static final class Fields extends GroupConverter {
    private final NgramRow row;

    Fields(NgramRow row) {
      this.row = row;
    }

    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {
        @Override
        public void addBinary(Binary value) {
          row.ngram = value.getBytes();
        }

        @Override
        public void addLong(long value) {
          row.count = value;
        }
      };
    }

    @Override
    public void start() {
      row.ngram = null;
      row.count = 0;
    }

    @Override
    public void end() {}
  }
}
