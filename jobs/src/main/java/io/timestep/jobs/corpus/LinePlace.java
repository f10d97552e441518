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
   * @return {@code corpus.txt:17}
   */
  public static String of(JobContext context, CorpusInput input, long document) {
    Configuration configuration = CorpusReader.configuration(context);
    List<CorpusFile> files = CorpusFiles.find(input.paths(), configuration);
    String path = files.get(RawLine.file(document)).path();
    long offset = RawLine.offset(document);
    long line = input.column().isPresent() ? offset + 1 : lineAt(path, offset, configuration);
    return "%s:%d".formatted(path.replaceFirst("^file:/*(?=/)", ""), line);
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
