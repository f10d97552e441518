package io.timestep.jobs.ngram;

import io.timestep.util.UserException;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.TaskContext;

/**
 * Reads N-grams and their counts from a Parquet file that {@link NgramTable} wrote, row by row;
 * other columns are left alone.
 */
final class NgramTableReader implements Closeable {
  private final String path;
  private final NgramRow row = new NgramRow();
  private final ParquetReader<NgramRow> reader;

  private NgramTableReader(Configuration hadoop, String path) throws IOException {
    this.path = path;
    InputFile file = HadoopInputFile.fromPath(new Path(path), hadoop);
    this.reader = new Builder(file, row).withConf(hadoop).build();
  }

  /**
   * Opens a file.
   *
   * @throws UserException if it cannot be read
   */
  static NgramTableReader open(Configuration hadoop, String path) {
    try {
      return new NgramTableReader(hadoop, path);
    } catch (IOException | RuntimeException e) {
      throw broken(path, e);
    }
  }

  /**
   * How many rows a file has.
   *
   * @throws UserException if it cannot be read or has not the columns of N-grams
   */
  static long rows(Configuration hadoop, String path) {
    InputFile file;
    try {
      file = HadoopInputFile.fromPath(new Path(path), hadoop);
      try (ParquetFileReader footer = ParquetFileReader.open(file)) {
        MessageType schema = footer.getFileMetaData().getSchema();
        requireColumn(path, schema, NgramTable.NGRAM, PrimitiveTypeName.BINARY);
        requireColumn(path, schema, NgramTable.COUNT, PrimitiveTypeName.INT64);
        return footer.getRecordCount();
      }
    } catch (IOException | RuntimeException e) {
      throw broken(path, e);
    }
  }

  private static void requireColumn(
      String path, MessageType schema, String name, PrimitiveTypeName type) {
    boolean fits =
        schema.containsField(name)
            && schema.getType(name).isPrimitive()
            && !schema.getType(name).isRepetition(Type.Repetition.REPEATED)
            && schema.getType(name).asPrimitiveType().getPrimitiveTypeName() == type;
    if (!fits) {
      throw new UserException(
          "%s: has no column %s of type %s; expected a table of stats, as docs/formats.md says"
              .formatted(path, name, type));
    }
  }

  /**
   * Goes to the next row.
   *
   * @return false after the last one
   * @throws UserException if the file is broken
   */
  boolean next() {
    try {
      if (reader.read() == null) {
        return false;
      }
    } catch (IOException | RuntimeException e) {
      throw broken(path, e);
    }
    if (row.ngram() == null || row.count() < 1) {
      throw new UserException(
          "%s: has a row without an N-gram or with a count of %d, expected 1 or more; count the text again"
              .formatted(path, row.count()));
    }
    return true;
  }

  /** UTF-8, words separated by a space; the caller's. */
  byte[] ngram() {
    return row.ngram();
  }

  /** Occurrences, at least 1. */
  long count() {
    return row.count();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  private static RuntimeException broken(String path, Exception e) {
    TaskContext task = TaskContext.get();
    if (e instanceof UserException user) {
      return user;
    }
    if (e instanceof RuntimeException fault && task != null && task.isInterrupted()) {
      return fault;
    }
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UserException(
        "%s: cannot be read: %s; copy it again, or count the text again".formatted(path, reason),
        e);
  }

  private static final class Builder extends ParquetReader.Builder<NgramRow> {
    private final NgramRow row;

    Builder(InputFile file, NgramRow row) {
      super(file);
      this.row = row;
    }

    @Override
    protected ReadSupport<NgramRow> getReadSupport() {
      return new NgramRow.Reading(row);
    }
  }
}
