package io.timestep.jobs.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSError;

/**
 * A file of Hadoop's that fails with an {@link IOException}: Hadoop's local file system throws an
 * {@link Error} when the disk is full.
 */
final class HadoopOutput extends FilterOutputStream {
  HadoopOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    try {
      out.write(b);
    } catch (FSError e) {
      throw failure(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (FSError e) {
      throw failure(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (FSError e) {
      throw failure(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close(); // what is buffered is written now, and nowhere else
    } catch (FSError e) {
      throw failure(e);
    }
  }

  private static IOException failure(FSError e) {
    return e.getCause() instanceof IOException cause ? cause : new IOException(e);
  }
}
