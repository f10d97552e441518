package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Where a line stands, for messages. */
public final class LinePlace {
  private LinePlace() {}

  /**
   * File and line, or row.
   *
   * @param document key of the line, as {@link RawLine#document}
   * @return {@code corpus.txt:17}, or {@code table.csv, row 17}
   */
  public static String of(JobContext context, CorpusInput input, long document) {
    Configuration configuration = CorpusReader.configuration(context);
    List<CorpusFile> files = CorpusFiles.find(input.paths(), configuration);
    CorpusFile file = files.get(RawLine.file(document));
    long offset = RawLine.offset(document);
    return input.column().isPresent()
        ? row(file, offset)
        : "%s:%d".formatted(shown(file), lineAt(file.path(), offset, configuration));
  }

  /**
   * File and row: a table's lines are not its rows, it may have a heading and values of several
   * lines.
   *
   * @param offset of the row, from 0; the first one after the heading
   */
  static String row(CorpusFile file, long offset) {
    return "%s, row %d".formatted(shown(file), offset + 1);
  }

  private static String shown(CorpusFile file) {
    return file.path().replaceFirst("^file:/*(?=/)", "");
  }

  /** Number, from 1, of the line that begins at a byte of the text. */
  private static long lineAt(String path, long offset, Configuration configuration) {
    Path file = new Path(path);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(file);
    try (InputStream stored = file.getFileSystem(configuration).open(file);
        InputStream in = codec == null ? stored : codec.createInputStream(stored)) {
      byte[] buffer = new byte[1 << 16];
      long line = 1;
      long at = 0;
      for (int read; at < offset && (read = in.read(buffer)) > 0; at += read) {
        for (int i = 0; i < Math.min(read, offset - at); i++) {
          line += buffer[i] == '\n' ? 1 : 0;
        }
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }
}
